import { isDead } from '../listing/gone';
import { readInStock, type Offer, type OfferStatus } from '../listing/offer';
import type { CacheDocument } from './document';

/**
 * Makes an offer from the cache: it is as old as the answer it came from.
 * @param filter name of the filter by which the shop chooses; absent = any will do. What another filter chose or
 * refused says nothing of this shop's offers
 */
export function offerFromDocument(document: CacheDocument | undefined, filter?: string): Offer {
	if (document?.gone && isDead(document.gone)) return deadOffer(document, document.gone.seen_at);
	if (document && filter !== undefined && isChosenOtherwise(document, filter)) {
		return { ...offerFromDocument(undefined), reason: OTHER_FILTER };
	}
	const isKnown = document !== undefined && typeof document.in_stock === 'boolean';
	const known = document?.offer_status ?? (document?.in_stock ? 'in_stock' : 'out_of_stock');
	return {
		status: isKnown ? known : 'unknown',
		price: document?.price ?? null,
		currency: document?.currency ?? null,
		shipping: document?.shipping ?? null,
		points: document?.points ?? null,
		is_fba: document?.is_fba ?? null,
		is_prime: document?.is_prime ?? null,
		is_buy_box: null,
		ships_within_hours: null,
		seller_count: null,
		...(isKnown && document?.witness ? { witness: document.witness } : {}),
		source: 'cache',
		fetched_at: document ? findAnswerTime(document) : '',
		reason: document?.in_stock
			? null
			: isKnown
				? nameStop(known)
				: 'キャッシュにまだデータがありません',
	};
}

/**
 * True if another filter chose the offer, or refused all. Where Amazon had none at all, the filter had no say.
 * @param filter name of the shop's own
 */
export const isChosenOtherwise = (
	{ chosen_by, offer_status }: Pick<CacheDocument, 'chosen_by' | 'offer_status'>,
	filter: string,
): boolean =>
	typeof chosen_by === 'string' &&
	chosen_by !== filter &&
	(offer_status === 'in_stock' || offer_status === 'filtered_out');

const OTHER_FILTER = '別の出品条件で選んだ価格のため、確かめ直します';

/** Sold out is as old as the stock; a price needs both, so it is as old as the older one. */
function findAnswerTime({ in_stock, price_updated_at, stock_updated_at }: CacheDocument): string {
	const [price = '', stock = ''] = [price_updated_at, stock_updated_at];
	if (in_stock === false) return stock || price;
	return stock !== '' && Date.parse(stock) < Date.parse(price) ? stock : price;
}

const nameStop = (status: OfferStatus): string =>
	status === 'filtered_out'
		? 'Amazonに条件に合う出品がありません (キャッシュ)'
		: 'Amazonに購入できる新品がありません (キャッシュ)';

/** Hides nothing by itself unless both operations agreed when they were asked. */
function deadOffer({ witness, offer_status }: CacheDocument, seenAt: string): Offer {
	return {
		...offerFromDocument(undefined),
		status: 'gone',
		...(offer_status === 'gone' && witness ? { witness } : {}),
		fetched_at: seenAt,
		reason: 'Amazonにこの商品がありません (1日に1回だけ確認しています)',
	};
}

/** True if an answer says what the last confirmed one said: nothing in the shop follows from it. */
export function sameOffer(known: CacheDocument | undefined, offer: Offer): boolean {
	if (known === undefined) return false;
	const price = offer.status === 'in_stock' ? offer.price : null;
	return (
		known.offer_status === offer.status &&
		known.in_stock === readInStock(offer) &&
		(known.price ?? null) === price &&
		(known.points ?? 0) === (offer.points ?? 0) &&
		(known.shipping ?? 0) === (offer.shipping ?? 0)
	);
}
