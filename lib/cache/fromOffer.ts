import { inStockOf, isConfirmed, type Offer } from '../listing/offer';
import type { CacheWrite } from './cache';

/**
 * What a fetched offer changes in the cache. A confirmed answer, sold out included, renews price and
 * stock together; one that settles nothing leaves both, and only says that it was tried. Null for an offer that
 * came from the cache: writing it back would make it look younger than it is.
 */
export function offerWrite(asin: string, offer: Offer): CacheWrite | null {
	if (offer.source === 'cache') return null;
	const at = offer.fetched_at;
	if (!isConfirmed(offer)) {
		return { asin, set: { error: { message: offer.reason ?? '不明な応答', at } } };
	}
	const { currency, points, shipping, is_fba, is_prime } = offer;
	const price = offer.status === 'in_stock' ? offer.price : null;
	return {
		asin,
		set: {
			price: { price, currency, points, shipping, is_fba, is_prime, at },
			stock: {
				in_stock: inStockOf(offer.status),
				offer_status: offer.status,
				...(offer.status === 'out_of_stock' ? { rechecked: offer.rechecked === true } : {}),
				at,
			},
		},
	};
}
