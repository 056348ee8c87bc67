/** How often the owner was told of a failure. Times: milliseconds since 1970. */
export interface SaidFailure {
	since: number;
	/** When the owner was last told. */
	said_at: number;
	/** How often. */
	said: number;
}

const HOUR_MS = 3_600_000;
/** The second message comes an hour after the failure began, the third at the end of the first day. */
const SAY_AFTER_MS = [HOUR_MS, 23 * HOUR_MS];
/** A schedule of three hours is never exact to the second. */
const DAILY_MS = 24 * HOUR_MS - 30 * 60_000;

/**
 * Whether the owner should be told of a failure now: at once, after an hour, then daily. A clock that was
 * ahead must not keep the owner from hearing of it.
 * @param known the same failure, as it was noted before; undefined = it is new
 * @param now milliseconds since 1970
 */
export function isFailureToSay(known: SaidFailure | undefined, now: number): boolean {
	if (!known || known.said === 0) return true;
	const sinceFirst = SAY_AFTER_MS[known.said - 1];
	return sinceFirst === undefined
		? Math.abs(now - known.said_at) >= DAILY_MS
		: Math.abs(now - known.since) >= sinceFirst;
}
