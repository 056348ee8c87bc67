import { DEFAULT_INTERVAL_MS } from './interval';
import { changeRecord } from '../../stores/changeRecord';
import type { Store } from '../../stores/store';

/** The published copy of a workflow that works on a shop. Times: milliseconds since 1970. */
export interface Copy {
	/** n8n's id of the workflow. */
	workflow: string;
	/** n8n's name of it, for people. */
	name: string;
	/** When its last scheduled runs started, newest last. */
	starts: number[];
	/** The longest time between two starts by its schedule, ms; absent = not known. */
	interval_ms?: number;
}

const KEPT_STARTS = 4;
const SHORTEST_INTERVAL_MS = 10 * 60_000;
/** A copy that misses this many starts is taken for gone. */
const SILENT_INTERVALS = 2;

/** Knows which of several copies of a workflow works on a shop: the one that came first. */
export class Copies {
	constructor(
		private readonly store: Store,
		/** Milliseconds since 1970. */
		private readonly now: () => number,
	) {}

	/**
	 * Notes the start of a scheduled run. A copy takes over once the present one has been silent for two of
	 * its intervals.
	 * @param task what the copies do, the same for all of them
	 * @returns the other copy that works on the shop; null if this one does
	 */
	async claim(
		account: string,
		task: string,
		{ workflow, name, interval_ms }: Omit<Copy, 'starts'>,
	): Promise<Copy | null> {
		const now = this.now();
		let other: Copy | null = null;
		await changeRecord<Copy>(this.store, 'copies', `${task}/${account}`, (current) => {
			other = null;
			const copy = { workflow, name, ...(interval_ms === undefined ? {} : { interval_ms }) };
			if (!current || current.workflow === workflow) {
				const starts = [...(current?.starts ?? []), now].slice(-KEPT_STARTS);
				return { ...copy, starts };
			}
			if (isSilent(current, now)) return { ...copy, starts: [now] };
			other = current;
			return undefined;
		});
		return other;
	}
}

/** A clock that was ahead must not keep a copy alive for ever. */
function isSilent({ starts, interval_ms }: Copy, now: number): boolean {
	const interval = interval_ms ?? findInterval(starts);
	return Math.abs(now - (starts.at(-1) ?? 0)) > SILENT_INTERVALS * interval;
}

/** Without a known schedule the longest gap: a start of n8n in between makes short ones. */
function findInterval(starts: readonly number[]): number {
	const gaps = starts.slice(1).map((at, index) => at - starts[index]!);
	return gaps.length === 0 ? DEFAULT_INTERVAL_MS : Math.max(...gaps, SHORTEST_INTERVAL_MS);
}
