import type { Ledger } from './ledger';

/** The time during which a run can be undone. */
export const JOURNAL_DAYS = 90;

/**
 * Forgets the edits of runs that began before `olderThanMs` (milliseconds since 1970), except those that
 * a brake still has to show again; returns how many.
 */
export async function forgetEdits(
	{ journal, brakes }: Pick<Ledger, 'journal' | 'brakes'>,
	olderThanMs: number,
): Promise<number> {
	return await journal.prune(olderThanMs, await brakes.runs());
}
