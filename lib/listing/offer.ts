/**
 * Amazon's offers for an ASIN, reduced to the one that the shop's price is made from.
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
 * - `filtered_out`: offers exist, but none passes the offer filter; the shop treats it as sold out.
 * - `gone`: Amazon says that it has no such product in this marketplace. It counts once the other
 *   offers operation says the same.
 * - `unknown`: the answer proves nothing, so the known state stays as it is.
 */
export type OfferStatus = (typeof offerStatuses)[number];

/**
 * Why an item must not be on sale. `filtered_out`: Amazon has offers, but none that the shop's filter
 * accepts. `below_floor`: a sale loses money. `own_floor`: it loses none, but the owner gave the item a higher
 * floor. `no_answer`: Amazon has not confirmed the price for too long. `blocked`: the owner's lists name it.
 */
export type StopCause =
	'sold_out' | 'filtered_out' | 'gone' | 'below_floor' | 'own_floor' | 'no_answer' | 'blocked';

export const offerSources = ['item_offers_batch', 'item_offers', 'cache'] as const;

export type OfferSource = (typeof offerSources)[number];

export interface Offer {
	status: OfferStatus;
	/**
	 * ListingPrice + Shipping of the chosen offer in the currency's smallest shown unit (JPY: yen); null
	 * unless in stock.
	 */
	price: number | null;
	/** ISO 4217, e.g. `JPY`; null if no price was given. */
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
	/** Offers of every kind in the answer. */
	seller_count: number | null;
	/** How many offers the filter refused, by reason. */
	refused?: Record<string, number>;
	/** New offers that Amazon counts beyond the 20 it lists; absent if all were seen. */
	unseen?: number;
	/** Names the filter that the offer was chosen by; absent = not known. */
	chosen_by?: string;
	/** Cheaper offers that were left out as too cheap to be true; absent if there were none. */
	left_out?: number;
	/** A second source's view of the offer; absent if none was asked. */
	witness?: Witness;
	source: OfferSource;
	/** ISO 8601 with offset: when the answer arrived. */
	fetched_at: string;
	/** The reason for the status, in Japanese for the shop owner; null when in stock. */
	reason: string | null;
}

export const verdicts = ['supports', 'silent', 'contradicts'] as const;

/**
 * - `supports`: the second source says the same.
 * - `silent`: it says nothing that could be compared.
 * - `contradicts`: it says something else, so the first answer alone moves nothing.
 */
export type Verdict = (typeof verdicts)[number];

/** Competitive pricing, fetched within minutes of an offer. */
export interface Witness {
	/** ListingPrice + Shipping of the New Buy Box; null if nobody holds it or no answer came. */
	buy_box_price: number | null;
	/** Number of new offers that it counts; null if it gives no count. */
	new_count: number | null;
	/** ISO 8601 with offset: when it was asked. */
	seen_at: string;
	verdict: Verdict;
	/**
	 * The other offers operation gave the same answer; absent if it was not asked or said something else.
	 * For a price this is no support: one seller's false price is shown by both operations.
	 */
	agreed?: true;
	/**
	 * When it began to contradict this answer, if that is still unsettled; absent if it doesn't
	 * contradict.
	 */
	contradicted_since?: string;
}

/**
 * Returns the newer of two answers, of which the second one comes from the cache. A stamp in the future comes from
 * a wrong clock, and must not beat the answer at hand.
 * @param now milliseconds since 1970
 */
export function newestOf(given: Offer | null, cached: Offer, now: number): Offer {
	if (given === null) return cached;
	const [at, other] = [Date.parse(given.fetched_at), Date.parse(cached.fetched_at)];
	return other > at && other <= now ? cached : given;
}

/** True if Amazon gave any kind of answer: everything but `unknown`. */
export const isAnswered = ({ status }: Pick<Offer, 'status'>): boolean => status !== 'unknown';

/** True for an answer that settled what Amazon sells. */
export const isConfirmed = ({ status, witness }: Pick<Offer, 'status' | 'witness'>): boolean =>
	status === 'gone' ? witness?.verdict === 'supports' : status !== 'unknown';

/** The cache's `in_stock`: true, false, or null for an offer that is not confirmed. */
export const readInStock = (offer: Pick<Offer, 'status' | 'witness'>): boolean | null =>
	isConfirmed(offer) ? offer.status === 'in_stock' : null;
