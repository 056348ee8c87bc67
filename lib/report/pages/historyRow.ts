/** One line of the `sync_runs` table, as Run Guard's Finish and the workflows' Skip write it. */
export interface HistoryRow {
	run: string;
	workflow: string;
	account: string;
	isDryRun: boolean;
	/** `2026-11-24 21:00`, the shop's time. */
	startedAt: string;
	outcome: Outcome;
	/** In the table's own words, with the reason for a skip. */
	result: string;
	/** `未通知` if the run's message never went out. */
	notified: string;
	total: number;
	fetched: number;
	unknown: number;
	changed: number;
	edited: number;
	held: number;
	failed: number;
	calls: number;
	rejected: number;
	/** Null if the run had no listings, or none that was ever confirmed. */
	oldestAgeMinutes: number | null;
}

export const outcomes = ['succeeded', 'attention', 'skipped'] as const;

export type Outcome = (typeof outcomes)[number];

export const outcomeNames: Record<Outcome, string> = {
	succeeded: '成功',
	attention: '要確認',
	skipped: '見送り',
};

const STARTED_AT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/;

/**
 * Parses a row; null for anything that is not a row of the table, such as the empty item of an empty
 * table.
 */
export function parseHistoryRow(row: Record<string, unknown>): HistoryRow | null {
	const startedAt = text(row.started_at);
	if (!STARTED_AT.test(startedAt)) return null;
	const result = text(row.result);
	const outcome = readOutcome(result);
	const isSkipped = outcome === 'skipped';
	return {
		run: text(row.run),
		workflow: text(row.workflow),
		account: text(row.account),
		// SQLite stores yes and no as 1 and 0.
		isDryRun: row.dry_run === true || row.dry_run === 1,
		startedAt,
		outcome,
		result,
		notified: text(row.notified),
		total: count(row.total),
		fetched: count(row.fetched),
		unknown: count(row.unknown),
		changed: count(row.changed),
		edited: count(row.edited),
		held: count(row.held),
		failed: count(row.failed),
		calls: count(row.calls),
		rejected: count(row.rejected),
		oldestAgeMinutes:
			isSkipped || typeof row.oldest_age_minutes !== 'number' ? null : row.oldest_age_minutes,
	};
}

function readOutcome(result: string): Outcome {
	if (result.startsWith(outcomeNames.skipped)) return 'skipped';
	return result === outcomeNames.succeeded ? 'succeeded' : 'attention';
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const count = (value: unknown): number => (typeof value === 'number' ? value : 0);
