/** Any JSON object. Stores are independent of ASINs, groups and ages. */
export type JsonObject = { [field: string]: unknown };

/** `documents` holds one record per ASIN, `trails` the course of prices; the others hold the ledger. */
export const collections = [
	'documents',
	'leases',
	'pauses',
	'brakes',
	'waves',
	'quotas',
	'journal',
	'runs',
	'history',
	'failures',
	'watch',
	'lists',
	'rules',
	'questions',
	'notices',
	'copies',
	'items',
	'tables',
	'trails',
	'desk',
	'orders',
	'looks',
	'unmoved',
	'sales',
	'profits',
	'checks',
] as const;

export type Collection = (typeof collections)[number];

/**
 * Records whose absence allows something: a broken one stops the work and stays in its place, so that nothing is
 * written as if there were no rules, no pause and no brake.
 */
export const neverAbsent: ReadonlySet<Collection> = new Set(['rules', 'pauses', 'brakes']);

/** A small part of a record that a store may remember for unchanged records. */
export interface View<T> {
	/** Names the result of `of`: two views with the same name must give the same. */
	name: string;
	of: (value: JsonObject) => T;
}

export interface Update {
	key: string;
	/**
	 * Computes the new record from the stored one, while nobody else can write it. Returns `undefined` to
	 * leave it unchanged, `null` to delete it. It may run more than once, so it must have no other
	 * effect.
	 */
	change: (current: JsonObject | undefined) => JsonObject | null | undefined;
}

/** `value` is the record after the update. A failed update changed nothing. */
export type UpdateOutcome =
	| { key: string; ok: true; value: JsonObject | undefined }
	| { key: string; ok: false; error: Error };

/** A record that could not be read and was moved elsewhere, so that nothing is lost. */
export interface BrokenRecord {
	collection: Collection;
	key: string;
	/** Its present place: a file name, or a key of the server. */
	place: string;
	reason: string;
	/** ISO 8601; null if only the record itself remains. */
	at: string | null;
}

/**
 * The operations of every store, checked by test/contracts/store.contract.ts. Returned records are
 * frozen. Broken records are set aside and then absent, but for those of `neverAbsent`, which throw
 * BrokenRecordError. A store that can't work throws StoreUnavailableError; a key that can't be stored, KeyRefusedError.
 */
export interface Store {
	/** For messages: the folder or the server. */
	readonly place: string;
	/** Keys without a record are absent from the answer. */
	read(collection: Collection, keys: readonly string[]): Promise<Map<string, JsonObject>>;
	view<T>(collection: Collection, keys: readonly string[], view: View<T>): Promise<Map<string, T>>;
	/** Returns one outcome per update, in order. Updates of one key happen in order, each atomically. */
	update(collection: Collection, updates: readonly Update[]): Promise<UpdateOutcome[]>;
	/** Returns how many existed. */
	delete(collection: Collection, keys: readonly string[]): Promise<number>;
	/** Lists the keys, in no promised order. */
	keys(collection: Collection): AsyncIterable<string>;
	/** Adds records to the end of a log, all of them or (after a crash) the first few. */
	append(log: string, records: readonly JsonObject[]): Promise<void>;
	/** Returns the records in order. A record truncated by a crash was never acknowledged, and is left out. */
	readLog(log: string): Promise<JsonObject[]>;
	deleteLog(log: string): Promise<void>;
	broken(): Promise<BrokenRecord[]>;
	close(): Promise<void>;
}
