import { z } from 'zod';
import type { Marketplace } from './marketplaces';
import { amountOf, Money } from './parseSellerOffer';

/**
 * From getCompetitivePricing (Product Pricing v0, ItemType=Asin) to one fingerprint per ASIN. It can
 * tell that something moved, never that an item can be bought: it knows no availability.
 */

const Price = z.object({
	CompetitivePriceId: z.string(),
	condition: z.string().nullish(),
	offerType: z.string().nullish(),
	quantityTier: z.number().nullish(),
	Price: z.object({
		ListingPrice: Money.nullish(),
		Shipping: Money.nullish(),
		Points: z.object({ PointsNumber: z.number().nullish() }).nullish(),
	}),
});

const Count = z.object({ Count: z.number().int().min(0), condition: z.string() });

const Entry = z.object({
	status: z.string(),
	ASIN: z.string(),
	Product: z.object({
		Identifiers: z
			.object({
				MarketplaceASIN: z.object({ MarketplaceId: z.unknown(), ASIN: z.unknown() }).nullish(),
			})
			.nullish(),
		CompetitivePricing: z.object({
			// One odd row costs that row, so rows are read one by one.
			CompetitivePrices: z.array(z.unknown()),
			NumberOfOfferListings: z.array(z.unknown()).nullish(),
		}),
	}),
});

const Answer = z.object({ payload: z.array(z.unknown()) });

/** Amazon's name for the New Buy Box among the competitive prices. */
const NEW_BUY_BOX = '1';

/** Stands in a fingerprint where nobody holds the New Buy Box. */
const NO_BUY_BOX = 'no buy box';

/**
 * `price/shipping/points/offers` of the New Buy Box for each ASIN asked, e.g. `1358/0/14/7`, or
 * `no buy box/offers` where nobody holds it; null where the answer says nothing (none came, two came,
 * another currency or marketplace).
 */
export function parseCompetitivePricing(
	json: unknown,
	asked: readonly string[],
	marketplace: Marketplace,
): Map<string, string | null> {
	const fingerprints = new Map<string, string | null>(asked.map((asin) => [asin, null]));
	const seen = new Set<string>();
	const answer = Answer.safeParse(json);
	for (const item of answer.success ? answer.data.payload : []) {
		const entry = Entry.safeParse(item);
		if (!entry.success || !fingerprints.has(entry.data.ASIN)) continue;
		const { ASIN } = entry.data;
		fingerprints.set(ASIN, seen.has(ASIN) ? null : fingerprintOf(entry.data, marketplace));
		seen.add(ASIN);
	}
	return fingerprints;
}

function fingerprintOf(entry: z.infer<typeof Entry>, marketplace: Marketplace): string | null {
	const { CompetitivePricing: pricing, Identifiers } = entry.Product;
	if (entry.status !== 'Success' || isForeign(entry.ASIN, Identifiers, marketplace)) return null;
	const offers = newOffersOf(pricing.NumberOfOfferListings ?? []) ?? '-';
	const rows = pricing.CompetitivePrices.map((row) => Price.safeParse(row));
	const buyBox = rows.find((row) => row.success && isConsumersNewBuyBox(row.data))?.data?.Price;
	// A row that can't be read may be the Buy Box: then nothing can be said.
	if (!buyBox) return rows.every((row) => row.success) ? `${NO_BUY_BOX}/${offers}` : null;
	if (buyBox.ListingPrice?.CurrencyCode !== marketplace.currency) return null;
	const price = amountOf(buyBox.ListingPrice, marketplace);
	if (price === null) return null;
	const shipping = amountOf(buyBox.Shipping, marketplace) ?? 0;
	const points = buyBox.Points?.PointsNumber ?? 0;
	return `${price}/${shipping}/${points}/${offers}`;
}

function isForeign(
	asin: string,
	identifiers: z.infer<typeof Entry>['Product']['Identifiers'],
	{ marketplaceId }: Marketplace,
): boolean {
	const { MarketplaceId, ASIN } = identifiers?.MarketplaceASIN ?? {};
	return (MarketplaceId ?? marketplaceId) !== marketplaceId || (ASIN ?? asin) !== asin;
}

const isConsumersNewBuyBox = (row: z.infer<typeof Price>): boolean =>
	row.CompetitivePriceId === NEW_BUY_BOX &&
	(row.condition ?? 'new').toLowerCase() === 'new' &&
	(row.offerType ?? 'B2C') === 'B2C' &&
	row.quantityTier == null;

/** null where the answer gives no count of New offers. */
function newOffersOf(rows: readonly unknown[]): number | null {
	const counts = rows.map((row) => Count.safeParse(row));
	const found = counts.find((row) => row.success && row.data.condition.toLowerCase() === 'new');
	return found?.data?.Count ?? null;
}

/** Where it is false, two equal fingerprints prove nothing: they hold no price. */
export const holdsPrice = (fingerprint: string): boolean => !fingerprint.startsWith(NO_BUY_BOX);
