import fc from 'fast-check';
import { marketplaceOf } from '../../../lib/spApi/marketplaces';
import { defaultOfferFilter, type OfferFilter } from '../../../lib/spApi/offerFilter';
import { parseItemOffers, parseItemOffersBatch } from '../../../lib/spApi/parseOffers';

const ASIN = 'B0006L0120';

const context = (filter: Partial<OfferFilter> = {}) => ({
	marketplace: marketplaceOf('JP'),
	filter: { ...defaultOfferFilter, ...filter },
	source: 'item_offers' as const,
	fetchedAt: '2026-11-24T21:00:00.000+09:00',
});

/** A good offer as Amazon words it; each test spoils one thing. */
const offer = (price: number, changes: object = {}) => ({
	SubCondition: 'new',
	ListingPrice: { CurrencyCode: 'JPY', Amount: price },
	Shipping: { CurrencyCode: 'JPY', Amount: 0 },
	ShippingTime: { minimumHours: 0, maximumHours: 24, availabilityType: 'NOW' },
	IsFulfilledByAmazon: false,
	PrimeInformation: { IsPrime: false, IsNationalPrime: false },
	IsBuyBoxWinner: false,
	...changes,
});

const payload = (offers: unknown, changes: object = {}) => ({
	ASIN,
	status: 'Success',
	Summary: { TotalOfferCount: Array.isArray(offers) ? offers.length : 0 },
	Offers: offers,
	...changes,
});

const parse = (body: unknown, filter?: Partial<OfferFilter>) =>
	parseItemOffers({ payload: body }, ASIN, context(filter));

describe('parseItemOffers', () => {
	it('should take the cheapest accepted offer and count the refused ones by reason', () => {
		const result = parse(
			payload([
				offer(1400),
				offer(1200, { SubCondition: 'Used' }),
				offer(1300, { SubCondition: 'New', IsFulfilledByAmazon: true }),
				offer(1000, { Shipping: { CurrencyCode: 'JPY', Amount: 350 } }),
				offer(1100, { ShippingTime: { maximumHours: 96, availabilityType: 'NOW' } }),
			]),
		);
		expect(result).toMatchObject({
			status: 'in_stock',
			price: 1300,
			currency: 'JPY',
			shipping: 0,
			points: 0,
			is_fba: true,
			seller_count: 5,
			refused: { not_new: 1, paid_shipping: 1, ships_late: 1 },
			reason: null,
		});
	});

	it('should choose the same offer in whatever order the answer gives them', () => {
		const offers = [
			offer(1300, { ShippingTime: { maximumHours: 48, availabilityType: 'NOW' } }),
			offer(1300, { ShippingTime: { maximumHours: 24, availabilityType: 'NOW' } }),
			offer(1300, { PrimeInformation: { IsPrime: true } }),
		];
		for (const order of [offers, [...offers].reverse()]) {
			expect(parse(payload(order))).toMatchObject({
				price: 1300,
				is_prime: true,
				ships_within_hours: 24,
			});
		}
	});

	it.each<[string, unknown, object]>([
		[
			'counts shipping into the price where that is accepted',
			[offer(1000, { Shipping: { CurrencyCode: 'JPY', Amount: 350 } })],
			{ status: 'in_stock', price: 1350, shipping: 350 },
		],
		[
			'takes missing shipping for free',
			[offer(1000, { Shipping: undefined })],
			{ status: 'in_stock', price: 1000 },
		],
		[
			'keeps points apart from the price',
			[
				offer(1000, {
					Points: { PointsNumber: 10, PointsMonetaryValue: { CurrencyCode: 'JPY', Amount: 10 } },
				}),
			],
			{ price: 1000, points: 10 },
		],
		['ignores business offers', [offer(900, { offerType: 'B2B' }), offer(1000)], { price: 1000 }],
		['ignores quantity discounts', [offer(900, { quantityTier: 3 }), offer(1000)], { price: 1000 }],
		[
			'accepts a dated offer that is shipped in time',
			[
				offer(1000, {
					ShippingTime: {
						maximumHours: 72,
						availabilityType: 'FUTURE_WITH_DATE',
						availableDate: '2026-11-26T00:00:00Z',
					},
				}),
			],
			{ status: 'in_stock' },
		],
		[
			'refuses an offer without a date',
			[
				offer(1000, {
					ShippingTime: { maximumHours: 24, availabilityType: 'FUTURE_WITHOUT_DATE' },
				}),
			],
			{ status: 'filtered_out', price: null },
		],
		[
			'refuses an invitation-only offer',
			[offer(1000, { ShippingTime: { availabilityType: 'NOW' } })],
			{ status: 'filtered_out' },
		],
		['works without any Buy Box', [offer(1000)], { status: 'in_stock', is_buy_box: false }],
	])('%s', (_, offers, expected) => {
		expect(parse(payload(offers), { shipping: 'include' })).toMatchObject(expected);
	});

	it.each<[string, unknown]>([
		[
			'NoBuyableOffers',
			payload(undefined, { status: 'NoBuyableOffers', Summary: { TotalOfferCount: 0 } }),
		],
		['NoBuyableOffers with an empty list', payload([], { status: 'NoBuyableOffers' })],
		['Success with nothing but used offers', payload([offer(500, { SubCondition: 'Used' })])],
		['Success with no offers and a count of 0', payload([])],
		[
			'Success with no offers and a count of used ones alone',
			payload([], {
				Summary: { TotalOfferCount: 2, NumberOfOffers: [{ condition: 'used', OfferCount: 2 }] },
			}),
		],
	])('should call %s sold out', (_, body) => {
		expect(parse(body)).toMatchObject({ status: 'out_of_stock', price: null });
	});

	it.each<[string, unknown]>([
		[
			'ActiveButTooSoonForProcessing',
			payload(undefined, {
				status: 'ActiveButTooSoonForProcessing',
				Summary: { OffersAvailableTime: '2026-11-25T00:00:00Z' },
			}),
		],
		['an unknown status', payload([], { status: 'Maintenance' })],
		['no status', payload([offer(1000)], { status: undefined })],
		['an answer about another product', payload([offer(1000)], { ASIN: 'B000000000' })],
		[
			'offers that are counted but not listed',
			payload(undefined, { Summary: { TotalOfferCount: 3 } }),
		],
		[
			'used offers beside a count of new ones',
			payload([offer(1, { SubCondition: 'used' })], {
				Summary: { NumberOfOffers: [{ condition: 'New', OfferCount: 2 }] },
			}),
		],
		['NoBuyableOffers with offers', payload([offer(1000)], { status: 'NoBuyableOffers' })],
		[
			'another currency',
			payload([offer(1000, { ListingPrice: { CurrencyCode: 'USD', Amount: 10 } })]),
		],
		[
			'an offer without an amount',
			payload([offer(1000, { ListingPrice: { CurrencyCode: 'JPY' } })]),
		],
		['a price of 0', payload([offer(0)])],
		['a negative price', payload([offer(-100)])],
		['half a yen', payload([offer(1000.5)])],
		['an absurd price', payload([offer(10_000_000_000)])],
		['an offer that is no object', payload(['x'])],
		['an offer without a condition', payload([offer(1000, { SubCondition: undefined })])],
		['a list that is no list', payload('none')],
		['null', null],
		[
			'no offers beside a count without a condition',
			payload([], { Summary: { TotalOfferCount: 2, NumberOfOffers: [{ OfferCount: 2 }] } }),
		],
		['a text', 'maintenance'],
	])('should call %s unknown, with a reason', (_, body) => {
		const result = parse(body);
		expect(result).toMatchObject({ status: 'unknown', price: null });
		expect(result.reason).toMatch(/\S/);
	});

	it('should never call an answer sold out that is no proof of it', () => {
		const word = fc.oneof(
			fc.string(),
			fc.constantFrom('Success', 'NoBuyableOffers', 'new', 'Used'),
		);
		const wild = fc.oneof(
			fc.jsonValue(),
			fc.record(
				{
					ASIN: fc.constantFrom(ASIN, 'B000000000'),
					status: word,
					Summary: fc.oneof(fc.jsonValue(), fc.record({ TotalOfferCount: fc.nat(3) })),
					Offers: fc.oneof(
						fc.jsonValue(),
						fc.array(
							fc.oneof(
								fc.jsonValue(),
								fc.record(
									{
										SubCondition: word,
										ListingPrice: fc.oneof(
											fc.jsonValue(),
											fc.record({
												CurrencyCode: fc.constantFrom('JPY', 'USD'),
												Amount: fc.integer(),
											}),
										),
									},
									{ requiredKeys: [] },
								),
							),
							{ maxLength: 4 },
						),
					),
				},
				{ requiredKeys: [] },
			),
		);
		fc.assert(
			fc.property(wild, (body) => {
				const result = parse(body);
				if (result.status !== 'out_of_stock') return true;
				return isProofOfSoldOut(body as Record<string, unknown>);
			}),
			{ numRuns: 10_000 },
		);
	});
});

/** Said again in other words than the parser's: what alone may count as sold out. */
function isProofOfSoldOut(body: Record<string, unknown>): boolean {
	const offers = (body.Offers ?? []) as Array<{ SubCondition?: unknown }>;
	const total = (body.Summary as { TotalOfferCount?: number } | undefined)?.TotalOfferCount;
	if (body.status === 'NoBuyableOffers') return offers.length === 0 && !total;
	const allUsed =
		offers.length > 0 &&
		offers.every(
			({ SubCondition }) =>
				typeof SubCondition === 'string' && SubCondition.toLowerCase() !== 'new',
		);
	return body.status === 'Success' && (allUsed || (offers.length === 0 && total === 0));
}

describe('parseItemOffersBatch', () => {
	const sub = (asin: string, body: unknown, statusCode = 200) => ({
		status: { statusCode, reasonPhrase: '' },
		headers: {},
		body,
		request: { Asin: asin, MarketplaceId: 'A1VC38T7YXB528' },
	});
	const other = 'B0000000B2';

	it('should match answers by ASIN, not by place, and call a missing one unknown', () => {
		const result = parseItemOffersBatch(
			{
				responses: [
					sub(other, { payload: { ...payload([offer(2000)]), ASIN: other } }),
					sub(ASIN, { payload: payload([offer(1000)]) }),
				],
			},
			[ASIN, other, 'B0000000C3'],
			context(),
		);
		expect(result.get(ASIN)).toMatchObject({ status: 'in_stock', price: 1000 });
		expect(result.get(other)).toMatchObject({ status: 'in_stock', price: 2000 });
		expect(result.get('B0000000C3')).toMatchObject({ status: 'unknown' });
	});

	it('should name the code of a refused ASIN', () => {
		const errors = [{ code: 'InvalidInput', message: 'B0006L0120 is invalid' }];
		const result = parseItemOffersBatch(
			{ responses: [sub(ASIN, { errors }, 400)] },
			[ASIN],
			context(),
		);
		expect(result.get(ASIN)).toMatchObject({ status: 'unknown' });
		expect(result.get(ASIN)?.reason).toContain('InvalidInput');
	});

	it('should give an unknown offer for each ASIN of an answer that cannot be read', () => {
		for (const json of [undefined, {}, { responses: 'x' }, []]) {
			expect(parseItemOffersBatch(json, [ASIN], context()).get(ASIN)).toMatchObject({
				status: 'unknown',
			});
		}
	});
});
