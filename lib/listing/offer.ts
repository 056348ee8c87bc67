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
 * - `gone`: Amazon says that it has no such product in this marketplace. It counts once the other offers
 *   operation says the same.
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
	/** Cheaper offers that were left out as too cheap to be true; absent where none was. */
	left_out?: number;
	/** What a second source says of it; absent where none was asked. */
	witness?: Witness;
	source: OfferSource;
	/** ISO 8601 with offset: when the answer arrived. */
	fetched_at: string;
	/** Why the status is what it is, in Japanese for the shop owner; null when in stock. */
	reason: string | null;
}

export const verdicts = ['supports', 'silent', 'contradicts'] as const;

/**
 * - `supports`: the second source says the same.
 * - `silent`: it says nothing that could be compared.
 * - `contradicts`: it says otherwise, and the first answer alone moves nothing.
 */
export type Verdict = (typeof verdicts)[number];

/** Competitive pricing of the same minutes, beside an offer. */
export interface Witness {
	/** ListingPrice + Shipping of the New Buy Box; null where nobody holds it or nothing was answered. */
	buy_box_price: number | null;
	/** New offers that it counts; null where it gives no count. */
	new_count: number | null;
	/** ISO 8601 with offset: when it was asked. */
	seen_at: string;
	verdict: Verdict;
	/** Since when it has contradicted this answer without a settlement; absent where it doesn't. */
	contradicted_since?: string;
}

/** True where Amazon gave an answer of whatever kind: everything but `unknown`. */
export const isAnswered = ({ status }: Pick<Offer, 'status'>): boolean => status !== 'unknown';

/** True for an answer that settled what Amazon sells. */
export const isConfirmed = ({ status, witness }: Pick<Offer, 'status' | 'witness'>): boolean =>
	status === 'gone' ? witness?.verdict === 'supports' : status !== 'unknown';

/** True, false or (for what is not confirmed) null: what the cache keeps as `in_stock`. */
export const readInStock = (offer: Pick<Offer, 'status' | 'witness'>): boolean | null =>
	isConfirmed(offer) ? offer.status === 'in_stock' : null;
