import { z } from 'zod';
import type { Marketplace } from '../marketplaces';
import { isConsumersPrice, Money, readPrice } from './readPrice';
import { readCondition } from './soldOutProof';

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

/** The subject of an entry, however malformed the rest of it is. */
const Subject = z.object({
	ASIN: z.unknown(),
	Product: z
		.object({
			Identifiers: z
				.object({ MarketplaceASIN: z.object({ ASIN: z.unknown() }).nullish().catch(null) })
				.nullish()
				.catch(null),
		})
		.nullish()
		.catch(null),
});

/** Amazon's names for the Buy Boxes among the competitive prices. */
const NEW_BUY_BOX = '1';
const USED_BUY_BOX = '2';

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
 * information (none came, two came, another currency or marketplace). A malformed entry counts as one that
 * came: beside it, nobody can tell whether the other one is true.
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
		const asin = readAsin(item);
		if (asin === null || !looks.has(asin)) continue;
		const entry = Entry.safeParse(item);
		const isAlone = !seen.has(asin) && entry.success;
		looks.set(asin, isAlone ? readLook(entry.data, marketplace) : nothingSeen);
		seen.add(asin);
	}
	return looks;
}

function readAsin(item: unknown): string | null {
	const { data } = Subject.safeParse(item);
	const stated = [data?.ASIN, data?.Product?.Identifiers?.MarketplaceASIN?.ASIN];
	return stated.find((asin): asin is string => typeof asin === 'string') ?? null;
}

function readLook(entry: z.infer<typeof Entry>, marketplace: Marketplace): Look {
	const { CompetitivePricing: pricing, Identifiers } = entry.Product;
	if (entry.status !== 'Success' || isForeign(entry.ASIN, Identifiers, marketplace)) {
		return nothingSeen;
	}
	const newCount = countNewOffers(pricing.NumberOfOfferListings ?? []);
	const offers = newCount ?? '-';
	const rows = pricing.CompetitivePrices.map((row) => Price.safeParse(row).data ?? null);
	const verdicts = rows.map((row) => row && isConsumersNewBuyBox(row));
	const boxes = rows.flatMap((row, place) =>
		row && verdicts[place] ? [readBuyBox(row, marketplace)] : [],
	);
	const [box] = boxes;
	// An unreadable row may be the Buy Box, so nothing can be concluded.
	if (box === undefined) {
		return verdicts.includes(null)
			? nothingSeen
			: { fingerprint: `${NO_BUY_BOX}/${offers}`, buyBoxPrice: null, newCount };
	}
	// An item has one New Buy Box: of rows that differ, nobody can tell which is true.
	if (box === null || boxes.some((other) => !isSameBox(box, other))) return nothingSeen;
	return {
		fingerprint: `${box.price}/${box.shipping}/${box.points}/${offers}`,
		// Nobody buys from themselves: the caller's own Buy Box gives no evidence about other offers.
		buyBoxPrice: box.isOwn ? null : box.price + box.shipping,
		// The offer that holds the Buy Box is New, so a count of 0 beside it is false.
		newCount: newCount === 0 ? null : newCount,
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

/** Returns null if a word of the row is not in Amazon's model, or contradicts another one. */
function isConsumersNewBuyBox(row: z.infer<typeof Price>): boolean | null {
	const id = row.CompetitivePriceId;
	if (id === USED_BUY_BOX) return readCondition(row.condition ?? 'used') === 'other' ? false : null;
	const condition = readCondition(row.condition ?? 'new');
	const isConsumers = isConsumersPrice(row);
	if (id === NEW_BUY_BOX && (condition === 'other' || isConsumers === false)) return false;
	return id === NEW_BUY_BOX && condition === 'new' && isConsumers ? true : null;
}

/**
 * Returns the count of New offers; null if the answer gives none, or contradicts itself. A product that
 * nobody sells New may have no row for New. Because 0 proves that it is sold out, 0 is only returned if
 * every row is readable, no condition outside Amazon's model has an offer, and the conditions add up to the
 * count of `Any`.
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
	const mayBeNew = ([condition, count]: [string, number]) =>
		count > 0 && readCondition(condition) !== 'other';
	if ([...byCondition].some(mayBeNew)) return null;
	const sum = [...byCondition.values()].reduce((total, count) => total + count, 0);
	return any === sum || (any === undefined && listed === 0) ? 0 : null;
}

const ANY = 'any';
const NEW = 'new';

/** Returns whether a fingerprint holds a price; without one, two equal fingerprints prove nothing. */
export const holdsPrice = (fingerprint: string): boolean => !fingerprint.startsWith(NO_BUY_BOX);
