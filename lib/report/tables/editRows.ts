import type { JournalEntry } from '../../ledger/journal';

/** One line of the table `edits`: one field that was written. All values are texts, for a column has one type. */
export interface EditRow {
	/** ISO 8601 with offset. */
	at: string;
	run: string;
	account: string;
	item_id: number;
	asin: string;
	field: string;
	old: string;
	new: string;
	outcome: string;
	why: string;
}

/** Returns a row for each field of an edit. */
export function makeEditRows(entry: JournalEntry): EditRow[] {
	const { at, run, account, item_id, asin, field_edits, answer, why } = entry;
	return Object.entries(field_edits).map(([field, { from, to }]) => ({
		at,
		run,
		account,
		item_id,
		asin,
		field,
		old: said(from),
		new: said(to),
		// No answer was recorded: the run crashed in between, and the edit may have been sent.
		outcome: answer?.outcome ?? 'unknown',
		why: Array.isArray(why) ? why.join(' / ') : '',
	}));
}

const said = (value: unknown): string =>
	value === null || value === undefined ? '' : String(value as string | number | boolean);
