import type { Fault, Struck } from '../faults';
import type { Product } from '../world/product';
import { hashOf } from '../world/random';
import { buyBoxOf, type OffersPayload } from './itemOffers';
import { invalidAsin, type SubAnswer } from './subAnswer';

/**
 * What Amazon now and then makes of a true offers answer: each is well-formed, arrives with status 200 and
 * is wrong. Set as faults; see README.md for who reported them.
 */

const amazonCom = 'ATVPDKIKX0DER';

/** Whether a fault is about this ASIN: `count` of a hundred are meant, always the same ones. */
export function means(fault: Fault | undefined, asin: string, usual: number): boolean {
	return fault !== undefined && hashOf(`${fault.kind} ${asin}`) % 100 < (fault.count ?? usual);
}

/** The same answer day after day, whatever the price is by now: frozen at the first time it is asked for. */
export class StaleAnswers {
	private readonly frozen = new Map<string, SubAnswer>();

	answer(fault: Fault, asin: string, current: SubAnswer): SubAnswer {
		const key = `${fault.id} ${asin}`;
		const frozen = this.frozen.get(key) ?? current;
		this.frozen.set(key, frozen);
		return frozen;
	}
}

/** "Nobody sells it" in the two ways an answer may say it. */
export function emptied(payload: OffersPayload): OffersPayload {
	const isSuccess = hashOf(`empty ${payload.ASIN}`) % 2 === 0;
	return {
		...payload,
		status: isSuccess ? 'Success' : 'NoBuyableOffers',
		Summary: { TotalOfferCount: 0 },
		Offers: [],
	};
}

type Contradiction = (payload: OffersPayload, product: Product) => OffersPayload;

const usedOffer = (payload: OffersPayload): OffersPayload['Offers'] => {
	const [offer] = payload.Offers ?? [];
	return offer ? [{ ...offer, SubCondition: 'good' }] : [];
};

const contradictions: readonly Contradiction[] = [
	(payload) => ({ ...payload, Summary: { TotalOfferCount: 25 }, Offers: usedOffer(payload) }),
	(payload) => ({
		...payload,
		status: 'NoBuyableOffers',
		Summary: {
			TotalOfferCount: 0,
			NumberOfOffers: [{ condition: 'new', fulfillmentChannel: 'Merchant', OfferCount: 3 }],
		},
		Offers: [],
	}),
	(payload, product) => ({
		...payload,
		Summary: { TotalOfferCount: 0, BuyBoxPrices: buyBoxOf(product) },
		Offers: [],
	}),
	(payload) => {
		const { Summary: _absent, ...rest } = payload;
		return { ...rest, status: 'NoBuyableOffers', Offers: [] };
	},
	(payload) => ({
		...emptied(payload),
		marketplaceId: amazonCom,
		Identifier: { ...payload.Identifier, MarketplaceId: amazonCom },
	}),
	(payload) => ({
		...emptied(payload),
		ItemCondition: 'Used',
		Identifier: { ...payload.Identifier, ItemCondition: 'Used' },
	}),
	(payload) => ({ ...payload, Identifier: { ...payload.Identifier, ASIN: 'B000000000' } }),
];

/** An answer that speaks against itself, or is about something else; which way depends on the ASIN. */
export function contradicted(payload: OffersPayload, product: Product): OffersPayload {
	const way = hashOf(`contradiction ${product.asin}`) % contradictions.length;
	return contradictions[way]!(payload, product);
}

/** The true answer as the faults that strike make it. */
export function distort(
	truth: SubAnswer,
	product: Product,
	operation: 'getItemOffers' | 'getItemOffersBatch',
	struck: Struck,
	stale: StaleAnswers,
): SubAnswer {
	const { asin } = product;
	if (means(struck.find('deadAsins'), asin, 30)) return invalidAsin(asin);
	const freezing = struck.find('staleOffers');
	const answer =
		freezing && means(freezing, asin, 100) ? stale.answer(freezing, asin, truth) : truth;
	const { payload } = answer.body;
	if (!payload) return answer;
	if (operation === 'getItemOffersBatch' && means(struck.find('falseZeros'), asin, 4)) {
		return { ...answer, body: { payload: emptied(payload) } };
	}
	if (means(struck.find('contradiction'), asin, 100)) {
		return { ...answer, body: { payload: contradicted(payload, product) } };
	}
	return answer;
}
