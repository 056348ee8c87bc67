/** How far apart the schedule starts the runs of a workflow. */
export interface Interval {
	/** Between two starts in a row, ms: the shortest time in which a run has to be over. */
	shortest_ms: number;
	/** The same, the longest, ms: a night or a weekend without a start, if the schedule has one. */
	longest_ms: number;
}

/** The starts of a workflow, as its trigger names them. */
export interface Schedule {
	interval: Interval;
	/** The next few starts, milliseconds since 1970, in order. */
	next_starts: number[];
}

/** The interval of a workflow that nothing is known of: the one that the sync is shipped with. */
export const DEFAULT_INTERVAL_MS = 3 * 3_600_000;

/** A run leaves this share of its interval unused, so that one that takes a little longer does no harm. */
const MARGIN = 1 / 6;

/** More starts say no more about how far apart they are. */
const KEPT_STARTS = 12;

/** An interval that was changed must not be judged by the starts of before for longer than this. */
const KEPT_MS = 4 * 24 * 3_600_000;

/**
 * Returns the starts of the last days, oldest first. Starts that a wrong clock dated ahead are left out.
 * @param at the latest start, milliseconds since 1970
 */
export const addStart = (starts: readonly number[], at: number): number[] =>
	[...starts.filter((each) => each < at && at - each <= KEPT_MS), at].slice(-KEPT_STARTS);

/**
 * Guesses the interval from the starts of the last days: the median of their distances, so that a start
 * of n8n in between or a night switched off counts for little. null with fewer than two starts.
 * @param starts milliseconds since 1970, oldest first
 */
export function guessInterval(starts: readonly number[]): Interval | null {
	const distances = starts.slice(1).map((at, index) => at - starts[index]!);
	if (distances.length === 0) return null;
	const median = distances.sort((a, b) => a - b)[Math.floor((distances.length - 1) / 2)]!;
	return { shortest_ms: median, longest_ms: median };
}

/** A run that just succeeded need not be repeated for this long when n8n starts anew, ms. */
export const findRestMs = ({ shortest_ms }: Interval): number => shortest_ms * (1 - MARGIN);

/**
 * Returns how long what a run has confirmed counts as fresh, ms. It is less than what a run leaves of its
 * interval, so that an item confirmed at the end of one run gets its turn in the next, and half of the
 * interval at most, so that an item confirmed in between is not left out for almost two.
 * @param tookMs time that the last run over the whole shop took; null = not known
 */
export function findFreshMs({ shortest_ms }: Interval, tookMs: number | null): number {
	const half = shortest_ms / 2;
	if (tookMs === null) return half;
	const rest = (shortest_ms - tookMs) * (1 - MARGIN);
	return Math.max(Math.min(rest, half), shortest_ms * MARGIN);
}
