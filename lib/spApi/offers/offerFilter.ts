import type { OfferFilter } from '../../listing/offerFilter';

/** Decides which offers the shop may be supplied from, and which of them is taken. */

/** One seller's offer in our own terms; amounts are integers of the currency's shown unit. */
export interface SellerOffer {
	/** Amazon's id of the seller; null if the answer names none. */
	seller: string | null;
	isNew: boolean;
	/** The caller's own listing: nobody buys from themselves. */
	isOwn: boolean;
	isConsumer: boolean;
	currency: string | null;
	/** null if no amount or an implausible one was given. */
	listingPrice: number | null;
	/** null if no amount or an implausible one was given. */
	shipping: number | null;
	/** null if the given points are implausible. */
	points: number | null;
	availability: 'now' | 'dated' | 'undated' | 'unstated' | 'unreadable';
	/**
	 * Hours until the seller has shipped at the latest; null if available by invitation only, as far as
	 * is known.
	 */
	shipsWithinHours: number | null;
	/** Hours until the item becomes available; null if no date is given. */
	availableInHours: number | null;
	/** null if the answer does not say, although it must. */
	isFba: boolean | null;
	isPrime: boolean | null;
	isBuyBox: boolean;
	/** Share of positive ratings in percent, and number of ratings; null if not given. */
	rating: { positivePercent: number; count: number } | 'unreadable' | null;
}

export const refusalReasons = {
	not_new: '新品ではない',
	own_offer: '自分の出品',
	business: '法人向け価格',
	unreadable_amount: '金額を読めない',
	unreadable_points: 'ポイントを読めない',
	unreadable_ship_time: '発送日を読めない',
	unreadable_seller: '出品者の情報を読めない',
	other_currency: '通貨が違う',
	paid_shipping: '送料が有料',
	no_ship_time: '発送日の記載なし (招待制など)',
	undated: '入荷日未定',
	ships_late: '発送が遅い',
	not_fba: 'FBAではない',
	not_prime: 'プライムではない',
	low_rating: '出品者の評価が低い',
} as const;

export type RefusalReason = keyof typeof refusalReasons;

/** Refusals that do not show whether the item can be bought. */
const unreadable: ReadonlySet<RefusalReason> = new Set([
	'unreadable_amount',
	'unreadable_points',
	'unreadable_ship_time',
	'unreadable_seller',
	'other_currency',
]);

export type FilterOutcome =
	| {
			kind: 'accepted';
			offer: SellerOffer;
			/** Further accepted offers, in the order in which they would be taken. */
			next: SellerOffer[];
			refused: Partial<Record<RefusalReason, number>>;
	  }
	/** `readable` is false if a refused offer might have been accepted had we understood it. */
	| { kind: 'refused'; readable: boolean; refused: Partial<Record<RefusalReason, number>> };

/**
 * Returns the offer to take: the cheapest accepted one, or none with the counts of refusals by reason.
 */
export function chooseOffer(
	offers: readonly SellerOffer[],
	filter: OfferFilter,
	currency: string,
): FilterOutcome {
	const refused: Partial<Record<RefusalReason, number>> = {};
	const accepted: SellerOffer[] = [];
	for (const offer of offers) {
		const reason = findRefusal(offer, filter, currency);
		if (reason) refused[reason] = (refused[reason] ?? 0) + 1;
		else accepted.push(offer);
	}
	const [best, ...next] = accepted.sort(byPreference);
	if (best) return { kind: 'accepted', offer: best, next, refused };
	const readable = !Object.keys(refused).some((reason) => unreadable.has(reason as RefusalReason));
	return { kind: 'refused', readable, refused };
}

/** Certain refusals come first: they also apply to an offer that is partly unreadable. */
function findRefusal(
	offer: SellerOffer,
	filter: OfferFilter,
	currency: string,
): RefusalReason | null {
	return findCertainRefusal(offer, filter) ?? doubtAbout(offer, filter, currency);
}

function findCertainRefusal(offer: SellerOffer, filter: OfferFilter): RefusalReason | null {
	if (!offer.isNew) return 'not_new';
	if (offer.isOwn) return 'own_offer';
	if (!offer.isConsumer) return 'business';
	if (offer.availability === 'undated') return 'undated';
	const isLate = [offer.shipsWithinHours, offer.availableInHours].some(
		(hours) => hours !== null && hours > filter.maximumShipHours,
	);
	if (isLate) return 'ships_late';
	if (offer.shipsWithinHours === null && offer.availability !== 'unreadable') {
		if (!filter.acceptUnstatedShipTime) return 'no_ship_time';
	}
	if (filter.requireFba && offer.isFba === false) return 'not_fba';
	if (filter.requirePrime && offer.isPrime === false) return 'not_prime';
	if (isPoorlyRated(offer, filter)) return 'low_rating';
	if (filter.shipping === 'free' && (offer.shipping ?? 0) > 0) return 'paid_shipping';
	return null;
}

function doubtAbout(
	offer: SellerOffer,
	filter: OfferFilter,
	currency: string,
): RefusalReason | null {
	if (offer.availability === 'unreadable') return 'unreadable_ship_time';
	const isUnclear =
		(filter.requireFba && offer.isFba === null) ||
		(filter.requirePrime && offer.isPrime === null) ||
		(asksForRating(filter) && offer.rating === 'unreadable');
	if (isUnclear) return 'unreadable_seller';
	if (offer.currency !== null && offer.currency !== currency) return 'other_currency';
	if (offer.listingPrice === null || offer.shipping === null || offer.currency === null) {
		return 'unreadable_amount';
	}
	return offer.points === null ? 'unreadable_points' : null;
}

const asksForRating = ({ minimumRatingPercent }: OfferFilter): boolean => minimumRatingPercent > 0;

function isPoorlyRated({ rating }: SellerOffer, filter: OfferFilter): boolean {
	if (!asksForRating(filter) || rating === null || rating === 'unreadable') return false;
	return (
		rating.count >= filter.minimumRatingCount &&
		rating.positivePercent < filter.minimumRatingPercent
	);
}

export const totalPrice = (offer: SellerOffer): number =>
	(offer.listingPrice ?? 0) + (offer.shipping ?? 0);

/**
 * Sorts the cheapest first; equal prices by the soonest and safest shipping. Only the price decides
 * between different prices: a score that let a dearer offer win would make the price change with each
 * answer's order.
 */
function byPreference(a: SellerOffer, b: SellerOffer): number {
	return (
		totalPrice(a) - totalPrice(b) ||
		Number(b.availability === 'now') - Number(a.availability === 'now') ||
		(a.shipsWithinHours ?? Infinity) - (b.shipsWithinHours ?? Infinity) ||
		Number(b.isPrime) - Number(a.isPrime) ||
		Number(b.isFba) - Number(a.isFba) ||
		Number(b.isBuyBox) - Number(a.isBuyBox) ||
		(a.points ?? 0) - (b.points ?? 0)
	);
}
