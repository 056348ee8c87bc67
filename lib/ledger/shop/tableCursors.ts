import { changeRecord } from '../../stores/changeRecord';
import type { JsonObject, Store } from '../../stores/store';

/** The rows that n8n's table shows of the store: a fingerprint of each by its name. */
export interface TableCursor {
	written: Record<string, string>;
	/** Rows that were handed to the table step and not marked since, so that the table may show either. */
	offered: Record<string, string | null>;
	/** The offered rows replace all that the table shows. */
	replaces: boolean;
	/** Names the offer. */
	batch: string;
}

/** Of a table that nobody has written yet. */
export const nothingShown: TableCursor = { written: {}, offered: {}, replaces: false, batch: '' };

/** Rows handed to the table step; null = the row was deleted. */
export interface TableOffer {
	batch: string;
	rows: Record<string, string | null>;
	replaces: boolean;
}

/** By table and part of it (an account, or '' for the whole table): the rows that the table shows. */
export class TableCursors {
	constructor(private readonly store: Store) {}

	/** Returns null if nothing was ever marked as written. */
	async get(table: string, part = ''): Promise<TableCursor | null> {
		const name = nameCursor(table, part);
		return readCursor((await this.store.read('tables', [name])).get(name));
	}

	/** Returns the parts of a table that have a cursor. */
	async parts(table: string): Promise<string[]> {
		const parts: string[] = [];
		for await (const key of this.store.keys('tables')) {
			if (key.startsWith(`${table}/`)) parts.push(key.slice(table.length + 1));
		}
		return parts.sort();
	}

	/** Notes rows that are about to be written. Rows of an earlier offer stay doubtful until they are marked. */
	async offer(table: string, part: string, { batch, rows, replaces }: TableOffer): Promise<void> {
		await changeRecord<TableCursor>(this.store, 'tables', nameCursor(table, part), (current) => {
			const { written, offered } = readCursor(current) ?? nothingShown;
			return { written, offered: replaces ? rows : { ...offered, ...rows }, replaces, batch };
		});
	}

	/**
	 * Notes that the table shows the offered rows now.
	 * @returns how many; 0 if the offer was marked before, or a later one replaced it
	 */
	async mark(table: string, batch: string): Promise<number> {
		let marked = 0;
		for (const part of await this.parts(table)) {
			await changeRecord<TableCursor>(this.store, 'tables', nameCursor(table, part), (current) => {
				const cursor = readCursor(current);
				if (cursor?.batch !== batch) return undefined;
				marked += Object.keys(cursor.offered).length;
				const { written, offered, replaces } = cursor;
				const shown = Object.entries(replaces ? offered : { ...written, ...offered });
				const rows = shown.filter((row): row is [string, string] => row[1] !== null);
				return { written: Object.fromEntries(rows), offered: {}, replaces: false, batch: '' };
			});
		}
		return marked;
	}
}

const nameCursor = (table: string, part: string): string => `${table}/${part}`;

const readCursor = (record: TableCursor | JsonObject | undefined): TableCursor | null =>
	record === undefined
		? null
		: {
				written: record.written as TableCursor['written'],
				offered: record.offered as TableCursor['offered'],
				replaces: record.replaces === true,
				batch: String(record.batch),
			};
