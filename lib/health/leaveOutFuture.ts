import type { FinishedRun, RunMemory } from '../ledger/runs/runMemory';
import { isFuture } from '../listing/stamp';

export interface CheckedMemory {
	/** The memory without its future times. */
	memory: RunMemory;
	/** The latest of the future times, milliseconds since 1970; null if there is none. */
	futureStamp: number | null;
}

/**
 * Removes the times that a wrong clock left: until the right clock has caught up with them, for days
 * perhaps, they would count as recent, and no alarm could arise.
 * @param now milliseconds since 1970
 */
export function leaveOutFuture(memory: RunMemory, now: number): CheckedMemory {
	const left: number[] = [];
	const keep = (at: number | null): number | null => {
		if (at === null || !isFuture(at, now)) return at;
		left.push(at);
		return null;
	};
	const keepRun = (run: FinishedRun | null) => (run && keep(run.finished_at) === null ? null : run);
	const checked = {
		...memory,
		first_seen_at: keep(memory.first_seen_at),
		last_started_at: keep(memory.last_started_at),
		recent_starts: memory.recent_starts.filter((at) => !isFuture(at, now)),
		last_scheduled_at: keep(memory.last_scheduled_at),
		last_success_at: keep(memory.last_success_at),
		last_live_success_at: keep(memory.last_live_success_at),
		last_stood_back_at: keep(memory.last_stood_back_at),
		last_whole: keepRun(memory.last_whole),
	};
	return { memory: checked, futureStamp: left.length > 0 ? Math.max(...left) : null };
}
