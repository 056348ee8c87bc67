/** Where BASE's shops are. */
export const SHOP_ZONE = 'Asia/Tokyo';

const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * Milliseconds since 1970 of an ISO 8601 time with offset; null for anything else. A time without
 * offset is refused: read in the wrong zone, it would seem up to a day younger than it is.
 */
export function parseStamp(stamp: unknown): number | null {
	if (typeof stamp !== 'string' || !WITH_OFFSET.test(stamp)) return null;
	const milliseconds = Date.parse(stamp);
	return Number.isNaN(milliseconds) ? null : milliseconds;
}

/** ISO 8601 in UTC, e.g. `2026-01-02T03:04:05.678Z`. */
export const toStamp = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** The clocks of two machines may differ by this much without a fault. */
const CLOCK_LEEWAY_MS = 60_000;

/**
 * Whether a time can only come from a clock that was ahead, or from before the clock was set back. Nobody
 * knows how old such a time is.
 * @param at milliseconds since 1970; null or NaN is no time, so it isn't in the future
 */
export const isFuture = (at: number | null, now: number): boolean =>
	at !== null && at > now + CLOCK_LEEWAY_MS;

export type Freshness = 'fresh' | 'stale' | 'missing';

/**
 * Freshness of one stamp. Only a stamp provably younger than `ttlMs` is fresh: one that can't be
 * read, or that is in the future, is stale. With a TTL of 0 (or none at all) nothing is fresh.
 * @param stamp ISO 8601 with offset, as stored; null or undefined is `missing`
 * @param now milliseconds since 1970
 */
export function freshnessOfStamp(stamp: unknown, ttlMs: number, now: number): Freshness {
	if (stamp === undefined || stamp === null || stamp === '') return 'missing';
	const age = ageOfStamp(stamp, now);
	return age !== null && age < ttlMs ? 'fresh' : 'stale';
}

/** Age in milliseconds; null if the stamp is missing, unreadable or in the future. */
export function ageOfStamp(stamp: unknown, now: number): number | null {
	const at = parseStamp(stamp);
	return at === null || at > now ? null : now - at;
}
