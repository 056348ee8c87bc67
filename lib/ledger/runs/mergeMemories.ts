import { addStart } from './interval';
import { noRuns, type RunMemory } from './runMemory';

/** More than a Start ever has to look through. */
const KEPT_RUNS = 20;
const KEPT_WORKFLOWS = 10;

/** Adds the latest to a short list, each once. */
const addLatest = (known: readonly string[], latest: readonly string[], kept: number) =>
	[...known.filter((each) => !latest.includes(each)), ...latest].slice(-kept);

export const addRun = (known: readonly string[], ...latest: string[]): string[] =>
	addLatest(known, latest, KEPT_RUNS);

export const addWorkflow = (known: readonly string[], ...latest: string[]): string[] =>
	addLatest(known, latest, KEPT_WORKFLOWS);

/**
 * Makes one memory of two that turned out to be of the same shop and mode, so that nothing is lost.
 * Merging the same two again changes nothing.
 */
export function mergeMemories(one: RunMemory, other: RunMemory): RunMemory {
	const isLater = (other.last_started_at ?? 0) > (one.last_started_at ?? 0);
	const [older, newer] = isLater ? [one, other] : [other, one];
	const last = (pick: (memory: RunMemory) => number | null) => findLater(pick(older), pick(newer));
	const newest = <T>(pick: (memory: RunMemory) => T | null, at: (value: T) => number) => {
		const [first, second] = [pick(older), pick(newer)];
		if (first === null || second === null) return first ?? second;
		return at(first) > at(second) ? first : second;
	};
	return {
		...noRuns,
		...newer,
		account: newer.account || older.account,
		room: newer.room || older.room,
		workflow_ids: addWorkflow(older.workflow_ids, ...newer.workflow_ids),
		recent_runs: addRun(older.recent_runs, ...newer.recent_runs),
		recent_starts: mergeStarts(older.recent_starts, newer.recent_starts),
		...pickSchedule(newer.interval === null ? older : newer),
		first_seen_at: findEarlier(older.first_seen_at, newer.first_seen_at),
		last_scheduled_at: last((memory) => memory.last_scheduled_at),
		last_success_at: last((memory) => memory.last_success_at),
		last_stood_back_at: last((memory) => memory.last_stood_back_at),
		last_skip: newest(
			(memory) => memory.last_skip,
			({ at }) => at,
		),
		last_finished: newest(
			(memory) => memory.last_finished,
			({ finished_at }) => finished_at,
		),
		last_whole: newest(
			(memory) => memory.last_whole,
			({ finished_at }) => finished_at,
		),
		last_live_success_at: last((memory) => memory.last_live_success_at),
	};
}

const pickSchedule = ({ interval, next_starts }: RunMemory) => ({ interval, next_starts });

const mergeStarts = (older: readonly number[], newer: readonly number[]): number[] =>
	[...new Set([...older, ...newer])]
		.sort((a, b) => a - b)
		.reduce<number[]>((starts, at) => addStart(starts, at), []);

const findLater = (one: number | null, other: number | null): number | null =>
	one === null || other === null ? (one ?? other) : Math.max(one, other);

const findEarlier = (one: number | null, other: number | null): number | null =>
	one === null || other === null ? (one ?? other) : Math.min(one, other);
