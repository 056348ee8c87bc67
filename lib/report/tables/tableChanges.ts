import { createHash, randomUUID } from 'node:crypto';

/** Names of n8n's tables that mirror the store. */
export type TableName = 'products' | 'edits' | 'sync_runs';

export type TableRow = Record<string, unknown>;

/** The way from what a table shows to what the store holds, in the order of the fields. */
export interface TableChanges {
	/** Rows from here on are deleted first; '' = all, null = none. The unit is the table's own column of time. */
	clearFrom: string | null;
	deletes: TableRow[];
	/** Rows that the table does not have. */
	inserts: TableRow[];
	/** Rows that the table may have. */
	updates: TableRow[];
	/** Names this offer, to be marked once the table shows it; null if nothing changed. */
	batch: string | null;
}

export const noChanges: TableChanges = {
	...{ clearFrom: null, deletes: [], inserts: [], updates: [], batch: null },
};

/**
 * From this many rows on a table is written anew, or rows are added in one go. n8n searches the whole table for
 * each row that it updates: 300 rows of 10,000 take a minute.
 */
export const MOST_UPDATES = 300;

/** Ends the name of what will not change any more. */
export const FINAL = '!';

/** Most rows of one pass; the next one goes on. */
export const MOST_ROWS = 10_000;

export const nameBatch = (): string => randomUUID();

/** A short name of a row's content. */
export const digest = (row: unknown): string =>
	createHash('sha256').update(JSON.stringify(row)).digest('base64').slice(0, 12);
