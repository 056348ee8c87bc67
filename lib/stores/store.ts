/** Any JSON object. Stores know nothing of ASINs, groups or ages. */
export type JsonObject = { [field: string]: unknown };

/** `documents` holds one record an ASIN; the others hold the cache's own book-keeping. */
export const collections = [
	'documents',
	'leases',
	'pauses',
	'brakes',
	'quotas',
	'journal',
	'runs',
	'watch',
	'lists',
	'rules',
] as const;

export type Collection = (typeof collections)[number];

/** A small part of a record that a store may remember for unchanged records. */
export interface View<T> {
	/** Names what `of` gives: two views of one name must give the same. */
	name: string;
	of: (value: JsonObject) => T;
}

export interface Update {
	key: string;
	/**
	 * From the stored record to the new one, while nobody else can write it. Gives `undefined` to leave
	 * it as it is, `null` to delete it. May run more than once, so it must not do anything else.
	 */
	change: (current: JsonObject | undefined) => JsonObject | null | undefined;
}

/** `value` is the record as it now stands. An update that failed changed nothing. */
export type UpdateOutcome =
	| { key: string; ok: true; value: JsonObject | undefined }
	| { key: string; ok: false; error: Error };

/** A record that could not be read and was moved out of the way, so that nothing is lost. */
export interface BrokenRecord {
	collection: Collection;
	key: string;
	/** Where it lies now: a file name, or a key of the server. */
	place: string;
	reason: string;
	/** ISO 8601; null where only the record itself is left. */
	at: string | null;
}

/**
 * What every store does, held to by test/contracts/store.contract.ts. Records that come out are
 * frozen. Broken records are set aside and then absent; a store that can't work throws
 * StoreUnavailableError, a key that can't be kept KeyRefusedError.
 */
export interface Store {
	/** For messages: the folder or the server. */
	readonly place: string;
	/** Keys without a record are absent from the answer. */
	read(collection: Collection, keys: readonly string[]): Promise<Map<string, JsonObject>>;
	view<T>(collection: Collection, keys: readonly string[], view: View<T>): Promise<Map<string, T>>;
	/** One outcome per update, in order. Updates of one key happen in order, each atomically. */
	update(collection: Collection, updates: readonly Update[]): Promise<UpdateOutcome[]>;
	/** How many were there. */
	delete(collection: Collection, keys: readonly string[]): Promise<number>;
	/** In no promised order. */
	keys(collection: Collection): AsyncIterable<string>;
	/** Adds records to the end of a log, all of them or (after a crash) the first few. */
	append(log: string, records: readonly JsonObject[]): Promise<void>;
	/** In order. A record cut short by a crash was never acknowledged, and is left out. */
	readLog(log: string): Promise<JsonObject[]>;
	deleteLog(log: string): Promise<void>;
	broken(): Promise<BrokenRecord[]>;
	close(): Promise<void>;
}
