import { parseStamp } from './stamp';

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
