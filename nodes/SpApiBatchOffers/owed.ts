import type { IExecuteFunctions } from 'n8n-workflow';
import type { CacheDocument } from '../../lib/cache/document';
import { breakerLimit } from '../../lib/changes/breaker';
import { usualBreaker } from '../../lib/changes/usualGuards';
import type { Listing } from '../../lib/listing/listing';
import { floorOf } from '../../lib/listing/pricing';
import { usualRule } from '../../lib/listing/usualRule';
import type { AsinItem } from '../../lib/n8n/asinParameter';
import { partOf } from '../../lib/n8n/items';
import { runOf } from '../../lib/n8n/run';

/**
 * ASINs whose last confirmed answer has not reached the shop or its owner: the edit failed or had to
 * wait, the message was lost, or another shop's watch saw the movement. At Amazon they have not moved
 * since, so screening alone would leave them to the next sync. A dry run owes nothing, and one run
 * takes no more of them than of anything else unusual.
 * @param thresholdYen a difference to the price last told counts from this many yen on
 */
export function owedAsins(
	context: IExecuteFunctions,
	items: readonly AsinItem[],
	thresholdYen: number,
): ReadonlySet<string> {
	const memory = context.getContext('node') as { owed?: number };
	const before = memory.owed ?? 0;
	const limit = breakerLimit(usualBreaker, runOf(items[0]?.item)?.total ?? items.length);
	const owed = items.flatMap(({ asin, item }) =>
		asin !== null && runOf(item)?.dry_run === false && isOwed(item, thresholdYen) ? [asin] : [],
	);
	const taken = [...new Set(owed)].slice(0, Math.max(limit - before, 0));
	memory.owed = before + taken.length;
	return new Set(taken);
}

function isOwed(item: AsinItem['item'], thresholdYen: number): boolean {
	const listing = partOf<Listing>(item, 'listing');
	const cached = partOf<CacheDocument>(item, 'cached');
	if (!listing || !cached?.price_updated_at || typeof cached.in_stock !== 'boolean') return false;
	if (listing.visible && isWrongToSell(listing, cached)) return true;
	const told = cached.reported?.[listing.account];
	if (!told) return false;
	if (told.in_stock !== cached.in_stock) return true;
	const { price = null } = cached;
	return price !== null && told.price !== null && Math.abs(price - told.price) >= thresholdYen;
}

const isWrongToSell = (listing: Listing, { in_stock, price }: CacheDocument): boolean =>
	in_stock === false || (price != null && listing.price < floorOf({ price, points: 0 }, usualRule));
