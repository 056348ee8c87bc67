import { toStamp } from '../../listing/stamp';
import { oldestAgeMs, type WatchedRuns } from '../../health/health';
import type { ShopHealth } from './healthFacts';

/** Describes one watched schedule: times as ISO 8601, ages in seconds. */
export function describeSchedule(
	{ workflow, account, memory, futureStamp, nextDueAt }: WatchedRuns,
	{ untold, now, stampOf = toStamp }: ScheduleFacts,
): ShopHealth {
	const stamp = (at: number | null) => (at === null ? null : stampOf(at));
	const { last_finished: run, last_skip: skip } = memory;
	const age = oldestAgeMs(memory, now);
	return {
		workflow,
		account,
		last_started_at: stamp(memory.last_started_at),
		last_success_at: stamp(memory.last_success_at),
		next_due_at: stamp(nextDueAt),
		last_skip: skip && { at: stampOf(skip.at), reason: skip.reason },
		future_stamp_at: stamp(futureStamp),
		oldest_age_seconds: age === null ? null : Math.floor(age / 1000),
		last_run: run && { ...run, finished_at: stampOf(run.finished_at) },
		untold_notices: untold,
	};
}

/** The circumstances of a look at a schedule. */
export interface ScheduleFacts {
	/** Notices of its shop that no message has carried yet. */
	untold: number;
	/** Milliseconds since 1970. */
	now: number;
	/** Writes a time as ISO 8601; absent = in UTC. */
	stampOf?: (ms: number) => string;
}
