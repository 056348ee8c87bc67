import { z } from 'zod';
import type { Marketplace } from '../marketplaces';
import { Money, readPrice } from './readPrice';

/**
 * Converts getCompetitivePricing (Product Pricing v0, ItemType=Asin) to one fingerprint per ASIN. It can
 * show that something moved, never that an item can be bought, because it contains no availability.
 */

const Price = z.object({
	CompetitivePriceId: z.string(),
	condition: z.string().nullish(),
	offerType: z.string().nullish(),
	quantityTier: z.number().nullish(),
	belongsToRequester: z.boolean().nullish(),
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
			// Rows are read one by one, so that a malformed row loses only itself.
			CompetitivePrices: z.array(z.unknown()),
			NumberOfOfferListings: z.array(z.unknown()).nullish(),
		}),
	}),
});

const Answer = z.object({ payload: z.array(z.unknown()) });

/** Amazon's name for the New Buy Box among the competitive prices. */
const NEW_BUY_BOX = '1';

/** Competitive pricing's data for one ASIN. */
export interface Look {
	/** null if the answer gives no information. */
	fingerprint: string | null;
	/** ListingPrice + Shipping of the New Buy Box; null if nobody holds it. */
	buyBoxPrice: number | null;
	/** null if no New offers are counted. */
	newCount: number | null;
}

export const nothingSeen: Look = { fingerprint: null, buyBoxPrice: null, newCount: null };

/** Replaces the price in a fingerprint if nobody holds the New Buy Box. */
const NO_BUY_BOX = 'no buy box';

/**
 * Returns one look for each requested ASIN. The fingerprint is `price/shipping/points/offers` of the New
 * Buy Box, e.g. `1358/0/14/7`, or `no buy box/offers` if nobody holds it; null if the answer gives no
 * information (none came, two came, another currency or marketplace).
 */
export function parseCompetitivePricing(
	json: unknown,
	asked: readonly string[],
	marketplace: Marketplace,
): Map<string, Look> {
	const looks = new Map<string, Look>(asked.map((asin) => [asin, nothingSeen]));
	const seen = new Set<string>();
	const answer = Answer.safeParse(json);
	for (const item of answer.success ? answer.data.payload : []) {
		const entry = Entry.safeParse(item);
		if (!entry.success || !looks.has(entry.data.ASIN)) continue;
		const { ASIN } = entry.data;
		looks.set(ASIN, seen.has(ASIN) ? nothingSeen : readLook(entry.data, marketplace));
		seen.add(ASIN);
	}
	return looks;
}

function readLook(entry: z.infer<typeof Entry>, marketplace: Marketplace): Look {
	const { CompetitivePricing: pricing, Identifiers } = entry.Product;
	if (entry.status !== 'Success' || isForeign(entry.ASIN, Identifiers, marketplace)) {
		return nothingSeen;
	}
	const newCount = countNewOffers(pricing.NumberOfOfferListings ?? []);
	const offers = newCount ?? '-';
	const rows = pricing.CompetitivePrices.map((row) => Price.safeParse(row));
	const boxes = rows.flatMap(({ data }) =>
		data && isConsumersNewBuyBox(data) ? [readBuyBox(data, marketplace)] : [],
	);
	const [box] = boxes;
	// An unreadable row may be the Buy Box, so nothing can be concluded.
	if (box === undefined) {
		return rows.every((entry) => entry.success)
			? { fingerprint: `${NO_BUY_BOX}/${offers}`, buyBoxPrice: null, newCount }
			: nothingSeen;
	}
	// An item has one New Buy Box: of rows that differ, nobody can tell which is true.
	if (box === null || boxes.some((other) => !isSameBox(box, other))) return nothingSeen;
	return {
		fingerprint: `${box.price}/${box.shipping}/${box.points}/${offers}`,
		// Nobody buys from themselves: the caller's own Buy Box gives no evidence about other offers.
		buyBoxPrice: box.isOwn ? null : box.price + box.shipping,
		newCount,
	};
}

interface BuyBox {
	price: number;
	shipping: number;
	points: number;
	/** The caller's own offer holds it. */
	isOwn: boolean;
}

/** Returns null for a price in another currency, or one that can't be believed. */
function readBuyBox(row: z.infer<typeof Price>, marketplace: Marketplace): BuyBox | null {
	const { currency, listingPrice: price, shipping } = readPrice(row.Price, marketplace, 'is free');
	if (currency !== marketplace.currency || price === null || shipping === null) return null;
	const points = row.Price.Points?.PointsNumber ?? 0;
	return { price, shipping, points, isOwn: row.belongsToRequester ?? false };
}

const isSameBox = (one: BuyBox, other: BuyBox | null): boolean =>
	other !== null &&
	one.price === other.price &&
	one.shipping === other.shipping &&
	one.points === other.points &&
	one.isOwn === other.isOwn;

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

/**
 * Returns the count of New offers; null if the answer gives none, or contradicts itself. A product that
 * nobody sells New may have no row for New. Because 0 proves that it is sold out, 0 is only returned if
 * every row is readable and the conditions add up to the count of `Any`.
 */
function countNewOffers(rows: readonly unknown[]): number | null {
	const counts = rows.map((row) => Count.safeParse(row));
	const byCondition = new Map<string, number>();
	for (const { data } of counts) {
		if (!data) continue;
		const condition = data.condition.trim().toLowerCase();
		if ((byCondition.get(condition) ?? data.Count) !== data.Count) return null;
		byCondition.set(condition, data.Count);
	}
	const any = byCondition.get(ANY);
	const listed = byCondition.get(NEW);
	if (listed) return any !== undefined && listed > any ? null : listed;
	if (!counts.every((row) => row.success)) return null;
	byCondition.delete(ANY);
	const sum = [...byCondition.values()].reduce((total, count) => total + count, 0);
	return any === sum || (any === undefined && listed === 0) ? 0 : null;
}

const ANY = 'any';
const NEW = 'new';

/** Returns whether a fingerprint holds a price; without one, two equal fingerprints prove nothing. */
export const holdsPrice = (fingerprint: string): boolean => !fingerprint.startsWith(NO_BUY_BOX);
