import type { IExecuteFunctions } from 'n8n-workflow';
import type { CacheDocument } from '../../lib/cache/document';
import { breakerLimit } from '../../lib/changes/breaker';
import { usualBreaker } from '../../lib/changes/usualGuards';
import { isConfirmed, isGone, type Offer } from '../../lib/listing/offer';
import type { AsinItem } from '../../lib/n8n/asinParameter';
import { partOf } from '../../lib/n8n/items';
import { runOf } from '../../lib/n8n/run';
import { getOffers, type GetOffersOptions } from '../../lib/spApi/getOffers';
import { unknownOffer } from '../../lib/spApi/parseOffers';

/**
 * When far more items sell out than in any healthy run, the further ones are asked again through
 * Amazon's other offers operation. What both agree on is real; what they don't is unknown, or in stock
 * after all. Changes `offers` in place.
 */
export async function recheckWave(
	context: IExecuteFunctions,
	items: readonly AsinItem[],
	offers: Map<string, Offer>,
	request: GetOffersOptions,
): Promise<void> {
	const suspects = soldOutNow(items, offers);
	const memory = context.getContext('node') as { soldOut?: number };
	const before = memory.soldOut ?? 0;
	memory.soldOut = before + suspects.length;
	const listings = runOf(items[0]?.item)?.total ?? items.length;
	// As many may sell out in one run before it looks like a broken answer.
	const usual = breakerLimit(usualBreaker, listings);
	const beyond = suspects.slice(Math.max(usual - before, 0));
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

/** ASINs that the cache knows as in stock and Amazon now calls gone. */
function soldOutNow(items: readonly AsinItem[], offers: ReadonlyMap<string, Offer>): string[] {
	const found = items.flatMap(({ asin, item }) => {
		const offer = asin === null ? undefined : offers.get(asin);
		const wasInStock = partOf<CacheDocument>(item, 'cached')?.in_stock === true;
		return asin !== null && offer && isGone(offer) && wasInStock ? [asin] : [];
	});
	return [...new Set(found)];
}

function agreed(second: Offer, { timestamp }: GetOffersOptions): Offer {
	if (isGone(second)) return { ...second, rechecked: true };
	if (isConfirmed(second)) return second;
	return unknownOffer('売り切れの答えが多すぎるため確認しましたが、2回目の答えが得られません', {
		source: second.source,
		fetchedAt: timestamp(),
	});
}
