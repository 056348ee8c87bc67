import type { Store } from '../stores/store';
import { raise, type Warn } from '../stores/warn';
import { LedgerArchive } from './backup';
import { Brakes } from './brakes';
import { CacheOwner } from './connection/cacheOwner';
import { ConnectionChecks } from './connection/connectionChecks';
import { DeskRecords } from './desk/deskRecords';
import { Heartbeat } from './heartbeat';
import { Journal } from './journal';
import { Copies } from './runs/copies';
import { Failures } from './runs/failures';
import { Leases } from './runs/leases';
import { Notices } from './notices/notices';
import { RunRecords } from './runs/runRecords';
import { Orders } from './orders/orders';
import { Profits } from './orders/profits';
import { Sales } from './orders/sales';
import { Pauses } from './pauses';
import { QuotaCounts } from './quotaCounts';
import { Questions } from './questions/questions';
import { RuleBook } from './rules/ruleBook';
import { Runs } from './runs/runs';
import { Waves } from './waves';
import { Looks } from './shop/shopLooks';
import { ShopItems } from './shop/shopItems';
import { ShopLists } from './shop/shopLists';
import { TableCursors } from './tableCursors';
import { UnmovedItems } from './shop/unmovedItems';

/** The package's own records: rules, questions, notices, runs, edits, pauses, brakes, alarms. */
export interface Ledger {
	readonly journal: Journal;
	readonly leases: Leases;
	readonly pauses: Pauses;
	readonly brakes: Brakes;
	readonly waves: Waves;
	readonly quotas: QuotaCounts;
	readonly runs: Runs;
	readonly history: RunRecords;
	readonly failures: Failures;
	readonly copies: Copies;
	readonly heartbeat: Heartbeat;
	readonly lists: ShopLists;
	readonly items: ShopItems;
	readonly tables: TableCursors;
	readonly rules: RuleBook;
	readonly questions: Questions;
	readonly notices: Notices;
	readonly orders: Orders;
	readonly sales: Sales;
	readonly profits: Profits;
	readonly looks: Looks;
	readonly unmoved: UnmovedItems;
	readonly desk: DeskRecords;
	readonly checks: ConnectionChecks;
	readonly owner: CacheOwner;
	readonly archive: LedgerArchive;
}

export interface LedgerOptions {
	store: Store;
	/** Milliseconds since 1970. */
	now: () => number;
	/** Hears that a trail could not be kept, which costs a point of a chart; absent: the failure is thrown. */
	warn?: Warn;
}

export const openLedger = ({ store, now, warn = raise }: LedgerOptions): Ledger => ({
	journal: new Journal(store),
	leases: new Leases(store, now),
	pauses: new Pauses(store, now),
	brakes: new Brakes(store, now),
	waves: new Waves(store, now),
	quotas: new QuotaCounts(store),
	runs: new Runs(store),
	history: new RunRecords(store),
	failures: new Failures(store, now),
	copies: new Copies(store, now),
	heartbeat: new Heartbeat(store, now),
	lists: new ShopLists(store, now),
	items: new ShopItems(store, now, warn),
	tables: new TableCursors(store),
	rules: new RuleBook(store, now),
	questions: new Questions(store, now),
	notices: new Notices(store, now),
	orders: new Orders(store, now),
	sales: new Sales(store, now),
	profits: new Profits(store, now),
	looks: new Looks(store, now),
	unmoved: new UnmovedItems(store),
	desk: new DeskRecords(store, now),
	checks: new ConnectionChecks(store, now),
	owner: new CacheOwner(store, now),
	archive: new LedgerArchive(store),
});
