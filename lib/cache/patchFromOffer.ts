import { readInStock, isConfirmed, type Offer, type Witness } from '../listing/offer';
import type { CacheWrite } from './cache';
import type { DocumentPatch } from './document';

/**
 * Returns the changes of a fetched offer to the cache. A confirmed answer, sold out included, renews
 * price and stock together; an answer that settles nothing leaves both, and only notes the try. Null for
 * an offer from the cache: writing it back would make it look younger than it is.
 */
export function offerWrite(asin: string, offer: Offer): CacheWrite | null {
	if (offer.source === 'cache') return null;
	return { asin, set: isConfirmed(offer) ? confirmedPatch(offer) : unsettledPatch(offer) };
}

function confirmedPatch(offer: Offer): DocumentPatch {
	const { currency, points, shipping, is_fba, is_prime, witness, fetched_at: at } = offer;
	const price = offer.status === 'in_stock' ? offer.price : null;
	return {
		price: {
			...{ price, currency, points, shipping, is_fba, is_prime, at },
			chosen_by: offer.chosen_by ?? null,
		},
		stock: {
			in_stock: readInStock(offer),
			offer_status: offer.status,
			witness: witness ?? null,
			at,
		},
		...(price === null ? {} : supportedPatch(price, witness, at)),
		contradicted_since: null,
		gone: offer.status === 'gone' ? { at } : null,
	};
}

/**
 * A sole offer has no second source, so the first price of it is the one that later falls are measured against. It
 * never replaces another: a scam may be the only offer, too.
 */
function supportedPatch(
	price: number,
	witness: Witness | undefined,
	at: string,
): Pick<DocumentPatch, 'supported'> {
	if (witness?.verdict === 'supports') return { supported: { price, at } };
	return { supported: { price, at, only_if_missing: true } };
}

function unsettledPatch({ status, reason, witness, fetched_at: at }: Offer): DocumentPatch {
	const since = witness?.contradicted_since;
	return {
		error: { message: reason ?? '不明な応答', at },
		...(status === 'gone' ? { gone: { at } } : {}),
		...(since === undefined ? {} : { contradicted_since: since }),
	};
}
