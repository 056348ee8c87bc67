import type { IExecuteFunctions } from 'n8n-workflow';
import type { CacheDocument } from '../../lib/cache/document';
import { breakerLimit } from '../../lib/changes/breaker';
import { memoryOf } from '../../lib/changes/guards';
import { defaultBreaker } from '../../lib/changes/defaultGuards';
import type { Listing } from '../../lib/listing/listing';
import type { AsinItem } from '../../lib/n8n/parameters/asinParameter';
import { clockOf } from '../../lib/n8n/clock';
import { partOf } from '../../lib/n8n/items/items';
import { listingOf } from '../../lib/n8n/items/listingPart';
import { runOf } from '../../lib/n8n/items/run';

/** After this long an edit that keeps failing is the sync's, which tells of it each time, ms. */
const RETRY_MS = 3 * 3_600_000;

/**
 * ASINs whose last confirmed answer has not reached the shop or its owner: an edit failed or had to wait,
 * the message was lost, or another shop's watch saw the movement. At Amazon they have not moved since, so
 * screening alone would leave them to the next sync. What waits for a person (a pause, the breaker) is not
 * owed, nor is anything in a dry run; and one run takes no more of them than of anything else unusual.
 * @param thresholdYen a difference to the price last told counts from this many yen on
 */
export function owedAsins(
	context: IExecuteFunctions,
	items: readonly AsinItem[],
	thresholdYen: number,
): ReadonlySet<string> {
	const memory = context.getContext('node') as { owed?: number };
	const before = memory.owed ?? 0;
	const limit = breakerLimit(defaultBreaker, runOf(items[0]?.item)?.total ?? items.length);
	const now = clockOf(context).now();
	const owed = items.flatMap(({ asin, item }) => {
		if (asin === null || runOf(item)?.dry_run !== false) return [];
		const listing = listingOf(item);
		const cached = partOf<CacheDocument>(item, 'cached');
		if (!listing || !cached) return [];
		const isOwed = isUnsent(listing, cached, now) || isUntold(listing, cached, thresholdYen);
		return isOwed ? [asin] : [];
	});
	const taken = [...new Set(owed)].slice(0, Math.max(limit - before, 0));
	memory.owed = before + taken.length;
	return new Set(taken);
}

function isUnsent(listing: Listing, cached: CacheDocument, now: number): boolean {
	const since = memoryOf(cached, listing).unsent_since;
	return !!since && now - Date.parse(since) < RETRY_MS;
}

function isUntold({ account }: Listing, cached: CacheDocument, thresholdYen: number): boolean {
	const told = cached.reported?.[account];
	if (!told || !cached.price_updated_at || typeof cached.in_stock !== 'boolean') return false;
	if (told.in_stock !== cached.in_stock) return true;
	const { price = null } = cached;
	if (price === null || told.price === null) return false;
	return Math.abs(price - told.price) >= Math.max(thresholdYen, 1);
}
