import type { ItemAction } from '../itemAction';
import type { JobCounts } from './jobMessage';

/** The calls that one node made, as its first item carries them. */
export interface MadeCalls {
	calls?: Record<string, number>;
	rejected?: number;
}

/** A job's figures under the names of the history table, which the sync's runs share. */
export function summarizeJob(counts: JobCounts, total: number, fetches: readonly MadeCalls[]) {
	const sum = (...actions: ItemAction[]) =>
		actions.reduce((count, action) => count + (counts[action] ?? 0), 0);
	const calls = fetches.flatMap((fetch) => Object.values(fetch.calls ?? {}));
	return {
		total,
		unknown: sum('unknown'),
		changed: sum('refreshed', 'drifted', 'gone'),
		edited: sum('created', 'updated'),
		held: sum('held'),
		failed: sum('failed', 'hidden'),
		deferred: sum('deferred'),
		calls_total: calls.reduce((count, made) => count + made, 0),
		rejected: fetches.reduce((count, fetch) => count + (fetch.rejected ?? 0), 0),
	};
}
