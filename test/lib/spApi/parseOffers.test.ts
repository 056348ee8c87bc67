import { findMarketplace } from '../../../lib/spApi/marketplaces';
import { defaultOfferFilter, type OfferFilter } from '../../../lib/listing/offerFilter';
import { readItemOffers, readItemOffersBatch } from '../../../lib/spApi/offers/parseOffers';

const ASIN = 'B0006L0120';

const context = (filter: Partial<OfferFilter> = {}) => ({
	marketplace: findMarketplace('JP'),
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

const noBuyable = (changes: object) => payload([], { status: 'NoBuyableOffers', ...changes });

/** Says that nobody sells it, beside a summary that names somebody. */
const claimed = (summary: object) => noBuyable({ Summary: { TotalOfferCount: 0, ...summary } });

const parse = (body: unknown, filter?: Partial<OfferFilter>) =>
	readItemOffers({ payload: body }, ASIN, context(filter)).offer;

const dated = (availableDate: unknown, hours: number) => ({
	minimumHours: hours,
	maximumHours: hours,
	availabilityType: 'FUTURE_WITH_DATE',
	availableDate,
});

describe('readItemOffers', () => {
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
			'prefers no cheaper offer whose shipping is missing',
			[offer(900, { Shipping: undefined }), offer(1000)],
			{ price: 1000, refused: { unreadable_amount: 1 } },
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
		[
			'takes the latest of hours and date as the ship time',
			[offer(1000, { ShippingTime: dated('2026-11-26T12:00:00Z', 24) })],
			{ status: 'in_stock', ships_within_hours: 48 },
		],
		[
			'counts a date that has passed for nothing',
			[offer(1000, { ShippingTime: dated('2026-11-01T00:00:00Z', 24) })],
			{ status: 'in_stock', ships_within_hours: 24 },
		],
		[
			'counts a day without a time to its end',
			[offer(1000, { ShippingTime: dated('2026-11-27', 0) })],
			{ status: 'filtered_out' },
		],
		[
			'counts a date beside NOW as well',
			[
				offer(1000, {
					ShippingTime: { ...dated('2027-01-20T00:00:00Z', 0), availabilityType: 'NOW' },
				}),
			],
			{ status: 'filtered_out' },
		],
		[
			'refuses a dated offer without a date',
			[offer(1000, { ShippingTime: dated(undefined, 24) })],
			{ status: 'filtered_out', refused: { undated: 1 } },
		],
		[
			'refuses a dated offer whose date can not be read',
			[offer(1000, { ShippingTime: dated('soon', 24) })],
			{ status: 'filtered_out', refused: { undated: 1 } },
		],
		[
			'refuses a dated offer whose date is a number',
			[offer(1000, { ShippingTime: dated(1_795_000_000, 24) })],
			{ status: 'filtered_out', refused: { undated: 1 } },
		],
		[
			'takes the least hours where they are above the most',
			[
				offer(1000, {
					ShippingTime: { minimumHours: 96, maximumHours: 24, availabilityType: 'NOW' },
				}),
			],
			{ status: 'filtered_out', refused: { ships_late: 1 } },
		],
		[
			'refuses what ships in 30 days at the earliest, though the latest is not stated',
			[offer(1000, { ShippingTime: { minimumHours: 720, availabilityType: 'NOW' } })],
			{ status: 'filtered_out', refused: { ships_late: 1 } },
		],
		[
			"refuses the caller's own offer and takes a dearer one",
			[offer(900, { MyOffer: true }), offer(1000)],
			{ price: 1000, refused: { own_offer: 1 } },
		],
		[
			"has nothing to take beside the caller's own offer",
			[offer(900, { MyOffer: true })],
			{ status: 'filtered_out' },
		],
		[
			'reads an offer with nulls in fields that need not be there',
			[offer(1000, { offerType: null, quantityTier: null, Points: null, MyOffer: null })],
			{ status: 'in_stock', price: 1000, points: 0 },
		],
		[
			'takes the smaller of number and value of points',
			[
				offer(1000, {
					Points: { PointsNumber: 10, PointsMonetaryValue: { CurrencyCode: 'JPY', Amount: 100 } },
				}),
			],
			{ points: 10 },
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
			'Success with a list price and a count of 0 New that may win the Buy Box',
			payload([], {
				Summary: {
					TotalOfferCount: 1,
					NumberOfOffers: [{ condition: 'used', OfferCount: 1 }],
					BuyBoxEligibleOffers: [{ condition: 'new', OfferCount: 0 }],
					ListPrice: { CurrencyCode: 'JPY', Amount: 1200 },
					LowestPrices: [{ condition: 'Used' }],
				},
			}),
		],
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
		['NoBuyableOffers without a summary', noBuyable({ Summary: undefined })],
		['NoBuyableOffers with a summary of null', noBuyable({ Summary: null })],
		['NoBuyableOffers without a count', noBuyable({ Summary: {} })],
		['NoBuyableOffers with a count of null', noBuyable({ Summary: { TotalOfferCount: null } })],
		['NoBuyableOffers with a count of 3', noBuyable({ Summary: { TotalOfferCount: 3 } })],
		['NoBuyableOffers with a count below 0', noBuyable({ Summary: { TotalOfferCount: -1 } })],
		[
			'NoBuyableOffers beside New offers that are counted',
			claimed({ NumberOfOffers: [{ condition: 'new', OfferCount: 3 }] }),
		],
		[
			'NoBuyableOffers beside a New row without a count',
			claimed({ NumberOfOffers: [{ condition: 'new', fulfillmentChannel: 'Merchant' }] }),
		],
		[
			'NoBuyableOffers beside New offers that may win the Buy Box',
			claimed({ BuyBoxEligibleOffers: [{ condition: 'New', OfferCount: 1 }] }),
		],
		[
			'NoBuyableOffers beside a lowest New price',
			claimed({ LowestPrices: [{ condition: 'new' }] }),
		],
		['NoBuyableOffers beside a New Buy Box', claimed({ BuyBoxPrices: [{ condition: 'New' }] })],
		['NoBuyableOffers beside a Buy Box of no condition', claimed({ BuyBoxPrices: [{}] })],
		[
			'NoBuyableOffers beside a price of an unknown condition',
			claimed({ LowestPrices: [{ condition: 'brand new' }] }),
		],
		['NoBuyableOffers beside prices that are no list', claimed({ LowestPrices: 'none' })],
		['NoBuyableOffers in another marketplace', noBuyable({ marketplaceId: 'ATVPDKIKX0DER' })],
		[
			'NoBuyableOffers in another marketplace by its older name',
			noBuyable({ MarketplaceID: 'ATVPDKIKX0DER' }),
		],
		[
			'NoBuyableOffers whose identifier is of another marketplace',
			noBuyable({ Identifier: { MarketplaceId: 'ATVPDKIKX0DER' } }),
		],
		['NoBuyableOffers about used goods', noBuyable({ ItemCondition: 'Used' })],
		[
			'NoBuyableOffers whose identifier is about used goods',
			noBuyable({ Identifier: { ItemCondition: 'Used' } }),
		],
		[
			'an offer whose identifier names another product',
			payload([offer(1000)], { Identifier: { ASIN: 'B000000000' } }),
		],
		[
			'one used offer of 25',
			payload([offer(500, { SubCondition: 'good' })], { Summary: { TotalOfferCount: 25 } }),
		],
		[
			'used offers whose counts are fewer than all',
			payload([], {
				Summary: { TotalOfferCount: 5, NumberOfOffers: [{ condition: 'used', OfferCount: 4 }] },
			}),
		],
		[
			'more used offers listed than counted',
			payload([offer(1, { SubCondition: 'good' }), offer(2, { SubCondition: 'good' })], {
				Summary: { TotalOfferCount: 1, NumberOfOffers: [{ condition: 'used', OfferCount: 1 }] },
			}),
		],
		[
			'no offers beside a New Buy Box price',
			payload([], { Summary: { TotalOfferCount: 0, BuyBoxPrices: [{ condition: 'New' }] } }),
		],
		['a sub-condition that nobody knows', payload([offer(1000, { SubCondition: 'newish' })])],
		[
			'a sum of two believable amounts that is absurd',
			payload([offer(99_999_999, { Shipping: { CurrencyCode: 'JPY', Amount: 99_999_999 } })]),
		],
		['a price of 100,000,000', payload([offer(100_000_000)])],
		[
			'shipping in another currency',
			payload([offer(1000, { Shipping: { CurrencyCode: 'USD', Amount: 3 } })]),
		],
		['points below 0', payload([offer(1000, { Points: { PointsNumber: -500 } })])],
		['more points than the price', payload([offer(1000, { Points: { PointsNumber: 1001 } })])],
		[
			'points worth more than the price',
			payload([
				offer(1000, {
					Points: { PointsNumber: 1, PointsMonetaryValue: { CurrencyCode: 'JPY', Amount: 2000 } },
				}),
			]),
		],
		[
			'points in another currency',
			payload([
				offer(1000, {
					Points: { PointsNumber: 1, PointsMonetaryValue: { CurrencyCode: 'USD', Amount: 1 } },
				}),
			]),
		],
		[
			'hours below 0',
			payload([offer(1000, { ShippingTime: { maximumHours: -1, availabilityType: 'NOW' } })]),
		],
		[
			'an availability that nobody knows',
			payload([offer(1000, { ShippingTime: { maximumHours: 24, availabilityType: 'SOMEDAY' } })]),
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

	it.each<[string, object, object, number | undefined]>([
		[
			'40 of them New by the count',
			{ NumberOfOffers: [{ condition: 'new', OfferCount: 40 }] },
			{},
			20,
		],
		['40 in all, New or not', {}, {}, 20],
		[
			'40 in all and 20 of them New',
			{
				NumberOfOffers: [
					{ condition: 'new', OfferCount: 20 },
					{ condition: 'used', OfferCount: 20 },
				],
			},
			{},
			undefined,
		],
	])('should say how many were not seen where 20 are listed: %s', (_, counts, changes, unseen) => {
		const offers = Array.from({ length: 20 }, () => offer(1000, changes));
		const result = parse(payload(offers, { Summary: { TotalOfferCount: 40, ...counts } }));
		expect(result).toMatchObject({ status: 'in_stock', price: 1000, reason: null });
		expect(result.unseen).toBe(unseen);
	});
});

describe('readItemOffersBatch', () => {
	const offersOfBatch = (...[json, asked, read]: Parameters<typeof readItemOffersBatch>) =>
		new Map(
			[...readItemOffersBatch(json, asked, read)].map(([asin, { offer: found }]) => [asin, found]),
		);

	const sub = (asin: string, body: unknown, statusCode = 200) => ({
		status: { statusCode, reasonPhrase: '' },
		headers: {},
		body,
		request: { Asin: asin, MarketplaceId: 'A1VC38T7YXB528' },
	});
	const other = 'B0000000B2';

	it('should match answers by ASIN, not by place, and call a missing one unknown', () => {
		const result = offersOfBatch(
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

	it('should call an ASIN that stands there twice unknown, and keep the others', () => {
		const soldOut = noBuyable({});
		const result = offersOfBatch(
			{
				responses: [
					sub(ASIN, { payload: payload([offer(1000)]) }),
					sub(other, { payload: { ...payload([offer(2000)]), ASIN: other } }),
					sub(ASIN, { payload: soldOut }),
				],
			},
			[ASIN, other],
			context(),
		);
		expect(result.get(ASIN)).toMatchObject({ status: 'unknown' });
		expect(result.get(other)).toMatchObject({ status: 'in_stock', price: 2000 });
	});

	it.each([
		{ MarketplaceId: 'ATVPDKIKX0DER' },
		{ ItemCondition: 'Used' },
		{ CustomerType: 'Business' },
	])('should call an answer to another question unknown: %j', (request) => {
		const answer = sub(ASIN, { payload: payload([offer(1000)]) });
		const foreign = { ...answer, request: { ...answer.request, ...request } };
		const result = offersOfBatch({ responses: [foreign] }, [ASIN], context());
		expect(result.get(ASIN)).toMatchObject({ status: 'unknown' });
	});

	it.each([
		[400, 'InvalidInput', `${ASIN} is an invalid ASIN for marketplace A1VC38T7YXB528`, 'gone'],
		[404, 'NOT_FOUND', `Requested item "${ASIN}" was not found.`, 'gone'],
		[400, 'InvalidInput', 'Invalid MarketplaceId.', 'unknown'],
		[400, 'InvalidInput', 'B000000000 is an invalid ASIN for marketplace X', 'unknown'],
		[404, 'NOT_FOUND', 'The requested URL was not found.', 'unknown'],
		[500, 'InternalFailure', `${ASIN} is an invalid ASIN`, 'unknown'],
	])('should read %i %s "%s" as %s', (status, code, message, outcome) => {
		const answer = sub(ASIN, { errors: [{ code, message }] }, status);
		const result = offersOfBatch({ responses: [answer] }, [ASIN], context());
		expect(result.get(ASIN)).toMatchObject({ status: outcome, price: null });
	});

	it('should name the code of a refused ASIN', () => {
		const errors = [{ code: 'InvalidInput', message: 'B0006L0120 is invalid' }];
		const result = offersOfBatch({ responses: [sub(ASIN, { errors }, 400)] }, [ASIN], context());
		expect(result.get(ASIN)).toMatchObject({ status: 'unknown' });
		expect(result.get(ASIN)?.reason).toContain('InvalidInput');
	});

	it('should give an unknown offer for each ASIN of an answer that cannot be read', () => {
		for (const json of [undefined, {}, { responses: 'x' }, []]) {
			expect(offersOfBatch(json, [ASIN], context()).get(ASIN)).toMatchObject({
				status: 'unknown',
			});
		}
	});
});
