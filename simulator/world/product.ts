/** What the made-up Amazon knows of one ASIN. These are the simulator's own shapes, not the wire's. */

/** How a product came into the world; kept for tests and for people who look. */
export const productKinds = [
	'plain',
	'no_buy_box',
	'no_offers',
	'used_only',
	'invitation_only',
	'ships_slowly',
	'paid_shipping',
	'future_dated',
	'future_undated',
	'too_soon',
	'invalid',
	'deleted',
] as const;

export type ProductKind = (typeof productKinds)[number];

/**
 * What Amazon answers of it now:
 * - `listed`: status Success with the offers below (maybe none of them New).
 * - `no_offers`: NoBuyableOffers.
 * - `too_soon`: ActiveButTooSoonForProcessing.
 * - `invalid`: refused as an invalid ASIN. `deleted`: not found.
 */
export const productStates = ['listed', 'no_offers', 'too_soon', 'invalid', 'deleted'] as const;

export type ProductState = (typeof productStates)[number];

export type Condition = 'New' | 'Used' | 'Collectible' | 'Refurbished';

export type Availability = 'NOW' | 'FUTURE_WITH_DATE' | 'FUTURE_WITHOUT_DATE';

export interface WorldOffer {
	sellerId: string;
	condition: Condition;
	/** As Amazon spells it; the casing varies on purpose. */
	subCondition: string;
	/** ISO 4217. */
	currency: string;
	/** Item alone, in whole units of the currency. */
	price: number;
	shipping: number;
	/** Amazon Points (1 point = 1 yen); null where the answer has no Points at all. */
	points: number | null;
	minimumHours: number;
	/** Hours until it has left the seller; null for goods sold by invitation only. */
	maximumHours: number | null;
	availability: Availability;
	/** ISO 8601; only with FUTURE_WITH_DATE. The hours above know nothing of it. */
	availableDate: string | null;
	isFba: boolean;
	isPrime: boolean;
	isBuyBox: boolean;
	/** The caller's own listing (`MyOffer`). */
	isOwn: boolean;
	feedbackRating: number;
	feedbackCount: number;
}

export interface Product {
	asin: string;
	kind: ProductKind;
	state: ProductState;
	/** Replaces the status that belongs to `state`, for answers nobody has seen yet; else null. */
	rawStatus: string | null;
	title: string;
	/** Null where Amazon's catalog has no brand. */
	brand: string | null;
	category: readonly string[];
	/** The yen price everything about this product was made from. */
	basePrice: number;
	offers: WorldOffer[];
	/** Offers to come back with after a time without stock. */
	stash: WorldOffer[];
	/** Its catalog answer has markup in texts, or a null where the model has none. Never in a plain world. */
	hasOddCatalog: boolean;
	/** A Used offer slips into the answers for New, as now and then happens at Amazon. */
	slipsUsed: boolean;
}

/** What a correct client concludes: see truth.ts. */
export interface Truth {
	status: 'in_stock' | 'out_of_stock' | 'filtered_out' | 'gone' | 'unknown';
	/** ListingPrice + Shipping of the cheapest accepted offer; null unless in stock. */
	price: number | null;
}
