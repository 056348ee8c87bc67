import { parseStamp } from './stamp';

export type Freshness = 'fresh' | 'stale' | 'missing';

/**
 * Freshness of one stamp. Fresh is only what is provably younger than `ttlMs`: a stamp that can't be
 * read, or that lies in the future, is stale; with a TTL of 0 (or none at all) nothing is fresh.
 * @param stamp ISO 8601 with offset, as stored; null or undefined is `missing`
 * @param now milliseconds since 1970
 */
export function freshnessOfStamp(stamp: unknown, ttlMs: number, now: number): Freshness {
	if (stamp === undefined || stamp === null || stamp === '') return 'missing';
	const age = ageOfStamp(stamp, now);
	return age !== null && age < ttlMs ? 'fresh' : 'stale';
}

/** Age in milliseconds; null where the stamp is missing, unreadable or in the future. */
export function ageOfStamp(stamp: unknown, now: number): number | null {
	const at = parseStamp(stamp);
	return at === null || at > now ? null : now - at;
}
