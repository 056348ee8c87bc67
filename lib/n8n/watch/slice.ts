import type { INodeExecutionData } from 'n8n-workflow';
import type { SliceCounts } from '../../freshness/slice';
import type { Run } from '../../ledger/runs/run';
import { newItem } from '../items/items';

export const SLICE_MS = 60_000;

/** Counts of a slice that had no time, or no shop to watch. */
export const nothingDone: SliceCounts = {
	...{ looked: 0, confirmed: 0, oldest_age_seconds: null, never_confirmed: 0 },
};

/** Returns how long a slice rests, ms: the clock may have been set back by hours since it began. */
export const findRest = (endsAt: number, now: number): number =>
	Math.min(Math.max(endsAt - now, 0), SLICE_MS);

/**
 * A watch leaves this much of its interval to its last edits and the report, ms. If they take longer, the next start
 * waits for them (lib/shop/runs/startRun.ts).
 */
export const RESERVE_MS = 10_000;

/** Less time is not worth a slice, ms. */
export const SHORTEST_SLICE_MS = 3_000;

/** Returns when a watch has to be through, ms since 1970; null if nobody knows when the next one starts. */
export function findWatchEnd({ started_at, interval, next_start }: Run): number | null {
	if (!interval) return null;
	const { shortest_ms } = interval;
	const start = Date.parse(started_at);
	// Started between two times of its schedule, it lasts for one interval.
	const isDue = next_start !== undefined && next_start - start >= shortest_ms / 2;
	return (isDue ? next_start : start + shortest_ms) - RESERVE_MS;
}

/**
 * Returns the rounds of a watch: enough to last until the next one starts, and one for a person who looks on.
 * @param run as BASE Listings completed it
 */
export function makeSlices(run: Run, isManual: boolean): INodeExecutionData[] {
	const end = findWatchEnd(run);
	const ms = end === null || isManual ? SLICE_MS : end - Date.parse(run.started_at);
	const of = Math.max(Math.ceil(ms / SLICE_MS), 1);
	return Array.from({ length: of }, (_, place) =>
		newItem({ run, slice: { number: place + 1, of } }),
	);
}
