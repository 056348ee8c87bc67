import { z } from 'zod';
import type { Marketplace } from './marketplaces';
import { amountOf, Money } from './parseSellerOffer';

/**
 * From getCompetitivePricing (Product Pricing v0, ItemType=Asin) to one fingerprint per ASIN. It can
 * tell that something moved, never that an item can be bought: it knows no availability.
 */

const Price = z.object({
	CompetitivePriceId: z.string().optional(),
	offerType: z.string().optional(),
	quantityTier: z.number().optional(),
	Price: z
		.object({
			ListingPrice: Money.nullish(),
			Shipping: Money.nullish(),
			Points: z.object({ PointsNumber: z.number().nullish() }).nullish(),
		})
		.optional(),
});

const Entry = z.object({
	status: z.string().optional(),
	ASIN: z.string().optional(),
	Product: z
		.object({
			CompetitivePricing: z
				.object({
					CompetitivePrices: z.array(Price).nullish(),
					NumberOfOfferListings: z
						.array(z.object({ Count: z.number().optional(), condition: z.string().optional() }))
						.nullish(),
				})
				.nullish(),
		})
		.nullish(),
});

const Answer = z.object({ payload: z.array(z.unknown()) });

/** Amazon's name for the New Buy Box among the competitive prices. */
const NEW_BUY_BOX = '1';

/** Stands in a fingerprint where nobody holds the New Buy Box. */
const NO_BUY_BOX = 'no buy box';

/**
 * `price/shipping/points/offers` of the New Buy Box for each ASIN asked, e.g. `1358/0/14/7`, or
 * `no buy box/offers` where nobody holds it; null where the answer says nothing (none came, another
 * currency).
 */
export function parseCompetitivePricing(
	json: unknown,
	asked: readonly string[],
	marketplace: Marketplace,
): Map<string, string | null> {
	const fingerprints = new Map<string, string | null>(asked.map((asin) => [asin, null]));
	const answer = Answer.safeParse(json);
	for (const item of answer.success ? answer.data.payload : []) {
		const entry = Entry.safeParse(item);
		if (!entry.success || !entry.data.ASIN || !fingerprints.has(entry.data.ASIN)) continue;
		fingerprints.set(entry.data.ASIN, fingerprintOf(entry.data, marketplace));
	}
	return fingerprints;
}

function fingerprintOf(entry: z.infer<typeof Entry>, marketplace: Marketplace): string | null {
	const pricing = entry.Product?.CompetitivePricing;
	if (entry.status !== 'Success' || !pricing?.CompetitivePrices) return null;
	const offers =
		pricing.NumberOfOfferListings?.find((row) => row.condition?.toLowerCase() === 'new')?.Count ??
		'-';
	const buyBox = pricing.CompetitivePrices.find(
		(price) =>
			price.CompetitivePriceId === NEW_BUY_BOX &&
			(price.offerType === undefined || price.offerType === 'B2C') &&
			price.quantityTier === undefined,
	)?.Price;
	if (!buyBox) return `${NO_BUY_BOX}/${offers}`;
	if (buyBox.ListingPrice?.CurrencyCode !== marketplace.currency) return null;
	const price = amountOf(buyBox.ListingPrice, marketplace);
	if (price === null) return null;
	const shipping = amountOf(buyBox.Shipping, marketplace) ?? 0;
	const points = buyBox.Points?.PointsNumber ?? 0;
	return `${price}/${shipping}/${points}/${offers}`;
}

/** Where it is false, two equal fingerprints prove nothing: they hold no price. */
export const holdsPrice = (fingerprint: string): boolean => !fingerprint.startsWith(NO_BUY_BOX);
