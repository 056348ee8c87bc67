import type { Ledger } from './ledger';

/** The time during which a run can be undone. */
export const JOURNAL_DAYS = 90;

/**
 * Forgets the runs that began before `olderThanMs` (milliseconds since 1970) and their edits, except those
 * that a brake still has to show again; returns how many runs with edits.
 */
export async function forgetEdits(
	{ journal, history, brakes }: Pick<Ledger, 'journal' | 'history' | 'brakes'>,
	olderThanMs: number,
): Promise<number> {
	const kept = await brakes.runs();
	await history.prune(olderThanMs, kept);
	return await journal.prune(olderThanMs, kept);
}
