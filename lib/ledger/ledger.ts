import type { Store } from '../stores/store';
import { raise, type Warn } from '../stores/warn';
import { LedgerArchive } from './backup';
import { openConnectionLedger, type ConnectionLedger } from './connection/connectionLedger';
import { openDeskLedger, type DeskLedger } from './desk/deskLedger';
import { Heartbeat } from './heartbeat';
import { Journal } from './journal';
import { Notices } from './notices/notices';
import { openOrderLedger, type OrderLedger } from './orders/orderLedger';
import { Questions } from './questions/questions';
import { RuleBook } from './rules/ruleBook';
import { openRunLedger, type RunLedger } from './runs/runLedger';
import { openShopLedger, type ShopLedger } from './shop/shopLedger';
import { openStopLedger, type StopLedger } from './stops/stopLedger';

/** The package's own records: rules, questions, notices, runs, edits, pauses, brakes, alarms. */
export interface Ledger
	extends RunLedger, ShopLedger, OrderLedger, StopLedger, DeskLedger, ConnectionLedger {
	readonly journal: Journal;
	readonly rules: RuleBook;
	readonly questions: Questions;
	readonly notices: Notices;
	readonly heartbeat: Heartbeat;
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
	...openRunLedger(store, now),
	...openShopLedger(store, now, warn),
	...openOrderLedger(store, now),
	...openStopLedger(store, now),
	...openDeskLedger(store, now),
	...openConnectionLedger(store, now),
	journal: new Journal(store),
	rules: new RuleBook(store, now),
	questions: new Questions(store, now),
	notices: new Notices(store, now),
	heartbeat: new Heartbeat(store, now),
	archive: new LedgerArchive(store),
});
