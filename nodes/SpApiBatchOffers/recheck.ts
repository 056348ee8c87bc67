import type { IExecuteFunctions } from 'n8n-workflow';
import type { CacheDocument } from '../../lib/cache/document';
import { breakerLimit } from '../../lib/changes/breaker';
import { usualBreaker } from '../../lib/changes/usualGuards';
import type { Listing } from '../../lib/listing/listing';
import { isConfirmed, type Offer } from '../../lib/listing/offer';
import type { AsinItem } from '../../lib/n8n/asinParameter';
import { partOf } from '../../lib/n8n/items';
import { runOf } from '../../lib/n8n/run';
import { getOffers, type GetOffersOptions } from '../../lib/spApi/getOffers';
import { unknownOffer } from '../../lib/spApi/parseOffers';

/**
 * When far more items are sold out than in any healthy run, the further ones are asked again through
 * Amazon's other offers operation. What both agree on is real; what they don't is unknown, or in stock
 * after all. An item that was sold out at its last fetch too has two answers already. Offers that the
 * filter refused are left to the breaker: both operations are judged by the same filter, and a slip in
 * it would be agreed on for the whole shop. Changes `offers` in place.
 * @param most how many are asked again at the most, where the caller can't wait for all
 */
export async function recheckWave(
	context: IExecuteFunctions,
	items: readonly AsinItem[],
	offers: Map<string, Offer>,
	request: GetOffersOptions,
	most = Infinity,
): Promise<void> {
	const soldOut = soldOutOnSale(items, offers);
	const twice = soldOut.filter((asin) => wasSoldOut(items, asin));
	for (const asin of twice) offers.set(asin, { ...offers.get(asin)!, rechecked: true });
	const suspects = soldOut.filter((asin) => !twice.includes(asin));
	const memory = context.getContext('node') as { soldOut?: number };
	const before = memory.soldOut ?? 0;
	memory.soldOut = before + soldOut.length;
	const listings = runOf(items[0]?.item)?.total ?? items.length;
	// As many may sell out in one run before it looks like a broken answer.
	const usual = breakerLimit(usualBreaker, listings);
	const beyond = suspects.slice(Math.max(usual - before - twice.length, 0)).slice(0, most);
	if (beyond.length === 0) return;

	context.logger.warn(
		`SP-API: ${memory.soldOut} items sold out in this run; ${beyond.length} asked again`,
	);
	const wasBatch = (asin: string) => offers.get(asin)?.source === 'item_offers_batch';
	const again = await Promise.all([
		getOffers(beyond.filter(wasBatch), { ...request, lanes: { batch: false, single: true } }),
		getOffers(
			beyond.filter((asin) => !wasBatch(asin)),
			{ ...request, lanes: { batch: true, single: false } },
		),
	]);
	for (const [asin, second] of again.flatMap((found) => [...found])) {
		offers.set(asin, agreed(second, request));
	}
}

/**
 * ASINs that Amazon calls sold out and the shop still shows, whoever saw them first: another run may
 * have stored the answer without hiding the item. Without a listing the cache tells what was on sale.
 */
function soldOutOnSale(items: readonly AsinItem[], offers: ReadonlyMap<string, Offer>): string[] {
	const found = items.flatMap(({ asin, item }) => {
		if (asin === null || offers.get(asin)?.status !== 'out_of_stock') return [];
		const listing = partOf<Listing>(item, 'listing');
		const isOnSale = listing
			? listing.visible
			: partOf<CacheDocument>(item, 'cached')?.in_stock === true;
		return isOnSale ? [asin] : [];
	});
	return [...new Set(found)];
}

/** By an answer of this package's own: what the older tools stored proves nothing. */
function wasSoldOut(items: readonly AsinItem[], asin: string): boolean {
	const item = items.find((candidate) => candidate.asin === asin)?.item;
	const cached = item && partOf<CacheDocument>(item, 'cached');
	if (cached?.offer_status !== 'out_of_stock') return false;
	return cached.imported?.stock === undefined || cached.imported.stock !== cached.stock_updated_at;
}

function agreed(second: Offer, { timestamp }: GetOffersOptions): Offer {
	if (second.status === 'out_of_stock') return { ...second, rechecked: true };
	if (isConfirmed(second)) return second;
	return unknownOffer('売り切れの答えが多すぎるため確認しましたが、2回目の答えが得られません', {
		source: second.source,
		fetchedAt: timestamp(),
	});
}
