import { defaultOfferFilter } from '../../lib/listing/offerFilter';
import { findMarketplace } from '../../lib/spApi/marketplaces';
import { parseCompetitivePricing } from '../../lib/spApi/offers/parseCompetitivePricing';
import { readItemOffersBatch } from '../../lib/spApi/offers/parseOffers';
import { prove } from '../../lib/spApi/offers/proof';

/**
 * A part of an answer that can't be read might say that the product is on sale: it never supports
 * "sold out".
 */

const ASIN = 'B0006L0120';
const AT = '2026-11-24T21:00:00.000+09:00';
const marketplace = findMarketplace('JP');
const yen = (Amount: number) => ({ CurrencyCode: 'JPY', Amount });

const payload = { ASIN, status: 'NoBuyableOffers', Summary: { TotalOfferCount: 0 } };
const soldOut = { status: { statusCode: 200 }, request: { Asin: ASIN }, body: { payload } };

const readBatch = (responses: unknown[]) =>
	readItemOffersBatch({ responses }, [ASIN], {
		...{ marketplace, filter: defaultOfferFilter, source: 'item_offers_batch', fetchedAt: AT },
	}).get(ASIN)!;

it.each<[string, object]>([
	['whose status is a text', { ...soldOut, status: { statusCode: '200' } }],
	['whose status is null', { ...soldOut, status: { statusCode: null } }],
	['whose status is no object', { ...soldOut, status: 200 }],
	['whose body is a text', { ...soldOut, body: 'maintenance' }],
	['whose request is a list', { ...soldOut, request: [] }],
	['that its payload alone names', { ...soldOut, status: 0, request: 'GET' }],
	[
		'that its identifier alone names',
		{ status: '', body: { payload: { Identifier: { ASIN } } }, request: null },
	],
])('should believe neither "sold out" nor the answer beside it %s', (_, odd) => {
	expect(readBatch([soldOut]).offer.status).toBe('out_of_stock');
	expect(readBatch([odd, soldOut]).offer.status).toBe('unknown');
	expect(readBatch([soldOut, odd]).offer.status).toBe('unknown');
});

it.each([[null], ['text'], [{}], [{ status: '200' }]])(
	'should believe an answer beside one that names no product: %j',
	(odd) => {
		expect(readBatch([odd, soldOut]).offer.status).toBe('out_of_stock');
	},
);

const none = [
	{ Count: 0, condition: 'New' },
	{ Count: 0, condition: 'Any' },
];
const entry = (CompetitivePrices: object[], NumberOfOfferListings: unknown = none) => ({
	...{ status: 'Success', ASIN },
	Product: { CompetitivePricing: { CompetitivePrices, NumberOfOfferListings } },
});
const box = { CompetitivePriceId: '1', Price: { ListingPrice: yen(2000) } };

const judge = (answers: unknown[]) => {
	const look = parseCompetitivePricing({ payload: answers }, [ASIN], marketplace).get(ASIN)!;
	const known = { isOnSale: true, wasConfirmed: true, contradictedSince: null };
	const { witness } = prove(readBatch([soldOut]), look, AT, {
		...known,
		addsRisk: () => true,
	}).offer;
	return { newCount: look.newCount, verdict: witness?.verdict };
};

it('should support "sold out" by a count of 0 that nothing contradicts', () => {
	const others = [
		{ ...box, CompetitivePriceId: '2' },
		{ ...box, offerType: 'B2B' },
		{ ...box, condition: 'Used' },
	];
	expect(judge([entry([])])).toEqual({ newCount: 0, verdict: 'supports' });
	expect(judge([entry(others)])).toEqual({ newCount: 0, verdict: 'supports' });
});

const nameless = { Identifiers: { MarketplaceASIN: { ASIN } } };

it.each<[string, unknown[]]>([
	['a customer type that no document names', [entry([{ ...box, offerType: 'b2c' }])]],
	['an empty customer type', [entry([{ ...box, offerType: '' }])]],
	['a condition that no document names', [entry([{ ...box, condition: 'Brand New' }])]],
	['an empty condition', [entry([{ ...box, condition: '' }])]],
	['a number that no document names', [entry([{ ...box, CompetitivePriceId: '3' }])]],
	['a used Buy Box of new goods', [entry([{ ...box, CompetitivePriceId: '2', condition: 'New' }])]],
	["the owner's own Buy Box", [entry([{ ...box, belongsToRequester: true }])]],
	['a second entry without its product', [entry([]), { status: 'Success', ASIN, Product: null }]],
	['a second entry that refuses it', [entry([]), { status: 'ClientError', ASIN }]],
	['a second entry before it', [{ ASIN }, entry([])]],
	['a second entry that its identifier alone names', [entry([]), { Product: nameless }]],
	['no counts', [{ ...entry([]), Product: { CompetitivePricing: { CompetitivePrices: [] } } }]],
	['counts of null', [entry([], null)]],
	['an empty list of counts', [entry([], [])]],
	[
		'counts of a condition that no document names',
		[
			entry(
				[],
				[
					{ Count: 2, condition: 'Brand New' },
					{ Count: 2, condition: 'Any' },
				],
			),
		],
	],
])('should not support "sold out" by a look with %s', (_, answers) => {
	expect(judge(answers)).toEqual({ newCount: null, verdict: 'silent' });
});

it.each([['b2c'], ['Consumer'], ['']])(
	'should settle nothing by an only offer to customers called "%s"',
	(offerType) => {
		const offer = {
			...{ SubCondition: 'new', ListingPrice: yen(2000), Shipping: yen(0), offerType },
			ShippingTime: { minimumHours: 0, maximumHours: 24, availabilityType: 'NOW' },
			IsFulfilledByAmazon: true,
		};
		const listed = { ASIN, status: 'Success', Summary: { TotalOfferCount: 1 }, Offers: [offer] };
		const statusOf = (Offers: object[]) =>
			readBatch([{ ...soldOut, body: { payload: { ...listed, Offers } } }]).offer.status;
		expect(statusOf([offer])).toBe('unknown');
		expect(statusOf([{ ...offer, offerType: 'B2B' }])).toBe('filtered_out');
		expect(statusOf([{ ...offer, offerType: null }])).toBe('in_stock');
		expect(statusOf([{ ...offer, SubCondition: 'used' }])).toBe('out_of_stock');
	},
);
