import type { Offer } from './offer';

/**
 * Products that Amazon calls unknown. Some come back within hours; after a day such a product is
 * called dead. Then the owner is told once, and Amazon is asked at most once a day.
 */

/** When Amazon first said so; every answer since has said the same. ISO 8601 with offset. */
export interface Gone {
	since: string;
	/** When Amazon last said so. */
	seen_at: string;
}

const DAY_MS = 86_400_000;
/** A run that starts a little early still counts as the next day's. */
const REST_MS = DAY_MS - 2 * 3_600_000;

/** True if Amazon said so again a day after it first did. */
export const isDead = (gone: Gone | null | undefined): boolean =>
	!!gone && Date.parse(gone.seen_at) - Date.parse(gone.since) >= DAY_MS;

/** True while a dead product need not be asked about. @param now milliseconds since 1970 */
export function isResting(gone: Gone | null | undefined, now: number): boolean {
	if (!gone || !isDead(gone)) return false;
	const age = now - Date.parse(gone.seen_at);
	// A timestamp in the future comes from a wrong clock.
	return age >= 0 && age < REST_MS;
}

/** The memory after Amazon called the product unknown again. @param at ISO 8601 with offset */
export function seenGone(before: Gone | null | undefined, at: string): Gone {
	const isPast = !!before && Date.parse(before.since) <= Date.parse(at);
	return { since: isPast ? before.since : at, seen_at: at };
}

/** `now` if this answer makes the product dead, `before` if it was dead already; null if it is alive. */
export function judgeDeath(
	before: Gone | null | undefined,
	{ status, fetched_at }: Pick<Offer, 'status' | 'fetched_at'>,
): 'now' | 'before' | null {
	if (status !== 'gone') return null;
	if (isDead(before)) return 'before';
	return isDead(seenGone(before, fetched_at)) ? 'now' : null;
}
