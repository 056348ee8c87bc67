/**
 * What Amazon sells an ASIN for, reduced to the one offer that the shop's price is made from.
 * The field names are those of the item that flows between the nodes.
 */

export const offerStatuses = [
	'in_stock',
	'out_of_stock',
	'filtered_out',
	'gone',
	'unknown',
] as const;

/**
 * - `in_stock`: an accepted offer exists, `price` is set.
 * - `out_of_stock`: Amazon's answer proves that nobody sells it.
 * - `filtered_out`: offers exist and none passes the offer filter; for the shop as good as sold out.
 * - `gone`: Amazon says that it has no such product in this marketplace. Until a second answer agrees
 *   nothing follows from it.
 * - `unknown`: the answer proves nothing; what was known stays as it is.
 */
export type OfferStatus = (typeof offerStatuses)[number];

export const offerSources = ['item_offers_batch', 'item_offers', 'cache'] as const;

export type OfferSource = (typeof offerSources)[number];

export interface Offer {
	status: OfferStatus;
	/** ListingPrice + Shipping of the chosen offer in the currency's smallest shown unit (JPY: yen); null unless in stock. */
	price: number | null;
	/** ISO 4217, e.g. `JPY`; null where no price was given. */
	currency: string | null;
	/** Shipping part of `price`. */
	shipping: number | null;
	/** Amazon Points that come with the purchase, as money. */
	points: number | null;
	is_fba: boolean | null;
	is_prime: boolean | null;
	is_buy_box: boolean | null;
	/** Hours until the seller has shipped at the latest (not until delivery). */
	ships_within_hours: number | null;
	/** Offers in the answer, of whatever kind. */
	seller_count: number | null;
	/** How many offers the filter refused, by reason. */
	refused?: Record<string, number>;
	/** New offers that Amazon counts beyond the 20 it lists; absent where all were seen. */
	unseen?: number;
	/** Sold out by two answers: of Amazon's other offers operation too, or of the fetch before. */
	rechecked?: boolean;
	source: OfferSource;
	/** ISO 8601 with offset: when the answer arrived. */
	fetched_at: string;
	/** Why the status is what it is, in Japanese for the shop owner; null when in stock. */
	reason: string | null;
}

/** True for an answer that settled what Amazon sells: everything but `gone` and `unknown`. */
export const isConfirmed = (offer: Pick<Offer, 'status'>): boolean =>
	offer.status !== 'unknown' && offer.status !== 'gone';

/** True, false or (for what is not confirmed) null: what the cache keeps as `in_stock`. */
export const inStockOf = (status: OfferStatus): boolean | null =>
	isConfirmed({ status }) ? status === 'in_stock' : null;
