import { changeRecord } from '../stores/changeRecord';
import { collections, type Collection, type JsonObject, type Store } from '../stores/store';
import { nameLog } from './journal';

/**
 * Whether a copy keeps a collection. Leases and call counts matter only for the moment, the items are read anew, the
 * documents have their own place in a copy, and the desk's secret stays where it is.
 */
const isKept: Readonly<Record<Collection, boolean>> = {
	rules: true,
	questions: true,
	notices: true,
	pauses: true,
	brakes: true,
	journal: true,
	runs: true,
	history: true,
	failures: true,
	watch: true,
	lists: true,
	trails: true,
	orders: true,
	looks: true,
	sales: true,
	profits: true,
	checks: true,
	documents: false,
	leases: false,
	waves: false,
	quotas: false,
	copies: false,
	items: false,
	tables: false,
	desk: false,
	unmoved: false,
};

const keptCollections = collections.filter((name) => isKept[name]);

/** These are true of one moment: a shop under way has its own. */
const isOfMoment: ReadonlySet<Collection> = new Set(['pauses', 'brakes', 'failures']);

/** Returns the account of such a record: failures are kept by runs, whose names begin with the task. */
const accountOf = (collection: Collection, key: string): string =>
	collection === 'failures' ? key.slice(key.indexOf('/') + 1) : key;

/** The ledger as a single JSON value. */
export interface LedgerBackup {
	/** By collection and key. */
	records: Record<string, Record<string, JsonObject>>;
	/** By run: the lines of its journal. */
	journals: Record<string, JsonObject[]>;
}

/** The result for the records of a backup. */
export interface RestoreCounts {
	added: number;
	/** Records that existed already and were left unchanged. */
	kept: number;
}

/** A dry run on the new machine begins a book that has a draft and no version: nobody has approved anything in it. */
function isWorthKeeping(collection: Collection, record: JsonObject | undefined): boolean {
	if (record === undefined) return false;
	if (collection !== 'rules') return true;
	return Array.isArray(record.versions) && record.versions.length > 0;
}

/** Everything that the package remembers, to be moved to another machine. */
export class LedgerArchive {
	constructor(private readonly store: Store) {}

	async read(): Promise<LedgerBackup> {
		const backup: LedgerBackup = { records: {}, journals: {} };
		for (const collection of keptCollections) {
			const keys: string[] = [];
			for await (const key of this.store.keys(collection)) keys.push(key);
			const records = await this.store.read(collection, keys.sort());
			backup.records[collection] = Object.fromEntries(records);
		}
		for (const run of Object.keys(backup.records.journal ?? {})) {
			backup.journals[run] = await this.store.readLog(nameLog(run));
		}
		return backup;
	}

	/** Adds missing records; an existing record is newer than any backup, and stays. */
	async restore(backup: LedgerBackup, { isDryRun }: { isDryRun: boolean }): Promise<RestoreCounts> {
		const counts = { added: 0, kept: 0 };
		const underWay = await this.findShopsUnderWay();
		for (const collection of keptCollections) {
			const records = Object.entries(backup.records[collection] ?? {});
			const keys = records.map(([key]) => key);
			const found = await this.store.read(collection, keys);
			const isOver = (key: string) =>
				isOfMoment.has(collection) && underWay.has(accountOf(collection, key));
			const held = new Set(
				keys.filter((key) => isWorthKeeping(collection, found.get(key)) || isOver(key)),
			);
			counts.kept += held.size;
			counts.added += keys.length - held.size;
			if (isDryRun) continue;
			for (const [key, record] of records.filter(([each]) => !held.has(each))) {
				// Restores the journal before the record that names it: if interrupted in between, it is
				// restored again.
				if (collection === 'journal') await this.restoreJournal(key, backup.journals[key] ?? []);
				await changeRecord<JsonObject>(this.store, collection, key, (current) =>
					isWorthKeeping(collection, current) ? undefined : record,
				);
			}
		}
		return counts;
	}

	/** Returns the accounts that have rules here. */
	private async findShopsUnderWay(): Promise<ReadonlySet<string>> {
		const accounts: string[] = [];
		for await (const key of this.store.keys('rules')) accounts.push(key);
		const books = await this.store.read('rules', accounts);
		return new Set(accounts.filter((key) => isWorthKeeping('rules', books.get(key))));
	}

	private async restoreJournal(run: string, lines: readonly JsonObject[]): Promise<void> {
		await this.store.deleteLog(nameLog(run));
		if (lines.length > 0) await this.store.append(nameLog(run), lines);
	}
}
