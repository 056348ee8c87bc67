import type { Listing } from '../listing/listing';
import { ownValue } from '../listing/memory';
import { readShopMemory } from './guards/guard';
import type { CachedFacts } from './situation';

/** How long the watch retries a failing edit, ms. Then the sync takes over and reports it every run. */
const RETRY_MS = 3 * 3_600_000;

export interface UndeliveredRules {
	/** The smallest difference from the price last told that counts, yen. */
	thresholdYen: number;
	/** A notice about the item waits for its message, so nothing has to be found out again. */
	isNoted: boolean;
	/** Milliseconds since 1970. */
	now: number;
}

/**
 * True if the last confirmed answer has not reached the shop or its owner: an edit failed or had to
 * wait, the run died before it noted its findings, or another shop's watch saw the movement. At Amazon such an item has
 * not moved since, so screening alone would leave it to the next sync. Edits that wait for a person
 * (a pause, a question) do not count.
 */
export const isUndelivered = (
	listing: Listing,
	cached: CachedFacts,
	{ thresholdYen, isNoted, now }: UndeliveredRules,
): boolean =>
	isUnsent(listing, cached, now) || (!isNoted && isUntold(listing, cached, thresholdYen));

/**
 * Limits the undelivered items that this run may still confirm: they cost the watch its quota.
 * @param taken number of items that the run has taken already
 * @param listings number of listings in the whole shop
 */
export const limitUndelivered = (
	asins: readonly string[],
	taken: number,
	listings: number,
): string[] => [...new Set(asins)].slice(0, Math.max(limitUnusual(listings) - taken, 0));

/** More than this of anything is unusual for one run: 50, or one item in 20. */
const limitUnusual = (listings: number): number => Math.max(50, Math.floor(listings / 20));

function isUnsent(listing: Listing, cached: CachedFacts, now: number): boolean {
	const since = readShopMemory(cached, listing).unsent_since;
	return !!since && now - Date.parse(since) < RETRY_MS;
}

function isUntold({ account }: Listing, cached: CachedFacts, thresholdYen: number): boolean {
	const told = ownValue(cached.reported, account);
	if (!told || !cached.price_updated_at || typeof cached.in_stock !== 'boolean') return false;
	if (told.in_stock !== cached.in_stock) return true;
	const { price = null } = cached;
	if (price === null || told.price === null) return false;
	return Math.abs(price - told.price) >= Math.max(thresholdYen, 1);
}
