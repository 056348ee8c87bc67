import fc from 'fast-check';
import { findMarketplace } from '../../../lib/spApi/marketplaces';
import { defaultOfferFilter } from '../../../lib/listing/offerFilter';
import { readItemOffersBatch } from '../../../lib/spApi/offers/parseOffers';
import { casesOf } from '../../support/cases';

/**
 * Answers as Amazon's schema allows them, and some that it doesn't: what may be concluded is said again
 * here in other words than the parser's.
 */

const ASIN = 'B0006L0120';
const OTHER = 'B000000000';
const JAPAN = 'A1VC38T7YXB528';
const ANSWERED_AT = Date.parse('2026-11-24T12:00:00Z');
const DAY = 24 * 3_600_000;

const context = {
	marketplace: findMarketplace('JP'),
	filter: { ...defaultOfferFilter, shipping: 'include' as const },
	source: 'item_offers_batch' as const,
	fetchedAt: new Date(ANSWERED_AT).toISOString(),
};

/** The likely value most of the time, so that whole answers stay believable now and then. */
const mostly = <Value>(usual: Value, ...odd: unknown[]) =>
	fc.oneof(
		{ weight: 6, arbitrary: fc.constant<unknown>(usual) },
		{ weight: 1, arbitrary: fc.constantFrom<unknown>(...odd) },
	);

const amount = fc.oneof(
	{ weight: 4, arbitrary: fc.integer({ min: 1, max: 50_000 }) },
	{
		weight: 1,
		arbitrary: fc.constantFrom(0, -1, 0.5, 99_999_999, 100_000_000, 1e12, Number.MAX_SAFE_INTEGER),
	},
);
const money = fc.record(
	{ CurrencyCode: mostly('JPY', 'USD', null, ''), Amount: amount },
	{ requiredKeys: [] },
);
const free = fc.constant({ CurrencyCode: 'JPY', Amount: 0 });
const hours = fc.oneof(
	{ weight: 4, arbitrary: fc.integer({ min: 0, max: 200 }) },
	{ weight: 1, arbitrary: fc.constantFrom(-1, 1e9, 0.5, null) },
);
const date = fc.oneof(
	fc.integer({ min: -100, max: 400 }).map((day) => new Date(ANSWERED_AT + day * DAY).toISOString()),
	fc.constantFrom('2026-12-24', 'soon', '', null, 1_795_000_000),
);
const shippingTime = fc.record(
	{
		minimumHours: hours,
		maximumHours: hours,
		availabilityType: fc.constantFrom(
			'NOW',
			'FUTURE_WITH_DATE',
			'FUTURE_WITHOUT_DATE',
			'LATER',
			null,
		),
		availableDate: date,
	},
	{ requiredKeys: [] },
);
const points = fc.record(
	{
		PointsNumber: fc.oneof(fc.integer({ min: -500, max: 60_000 }), fc.constant(null)),
		PointsMonetaryValue: money,
	},
	{ requiredKeys: [] },
);
const offer = fc.record(
	{
		SubCondition: mostly('new', 'New', 'good', 'very_good', 'newish', null),
		MyOffer: mostly(false, true, null),
		offerType: mostly('B2C', 'B2B', null),
		ListingPrice: money,
		Shipping: fc.oneof(free, money),
		Points: points,
		ShippingTime: shippingTime,
		IsFulfilledByAmazon: fc.boolean(),
		IsBuyBoxWinner: fc.boolean(),
	},
	{ requiredKeys: [] },
);
const condition = fc.constantFrom('new', 'New', 'used', 'Collectible', 'refurbished', 'odd', null);
const count = fc.record(
	{ condition, OfferCount: fc.constantFrom(0, 1, 2, 20, -1, 1.5, null) },
	{ requiredKeys: [] },
);
const rows = <Row>(row: fc.Arbitrary<Row>) =>
	fc.oneof(
		{ weight: 3, arbitrary: fc.constant(undefined) },
		{ weight: 3, arbitrary: fc.array(row, { maxLength: 3 }) },
		{ weight: 1, arbitrary: fc.constantFrom(null, 'none', [null]) },
	);
const price = fc.record({ condition, ListingPrice: money }, { requiredKeys: ['condition'] });
const summary = fc.oneof(
	{
		weight: 9,
		arbitrary: fc.record(
			{
				TotalOfferCount: fc.constantFrom(0, 0, 1, 2, 3, 25, -1, null),
				NumberOfOffers: rows(count),
				BuyBoxEligibleOffers: rows(count),
				LowestPrices: rows(price),
				BuyBoxPrices: rows(price),
				ListPrice: money,
			},
			{ requiredKeys: ['TotalOfferCount'] },
		),
	},
	{ weight: 1, arbitrary: fc.constantFrom(undefined, null, 'none') },
);
const payload = fc.record(
	{
		ASIN: mostly(ASIN, OTHER, null),
		status: mostly('Success', 'NoBuyableOffers', 'ActiveButTooSoonForProcessing', 'Odd'),
		ItemCondition: mostly('New', 'Used', null),
		marketplaceId: mostly(JAPAN, 'ATVPDKIKX0DER', null),
		Identifier: fc.record(
			{
				ASIN: mostly(ASIN, OTHER),
				MarketplaceId: mostly(JAPAN, 'ATVPDKIKX0DER'),
				ItemCondition: mostly('New', 'Used'),
			},
			{ requiredKeys: [] },
		),
		Summary: summary,
		Offers: fc.oneof(
			{ weight: 9, arbitrary: fc.array(offer, { maxLength: 3 }) },
			{ weight: 2, arbitrary: fc.constantFrom(undefined, null, 'none', [null]) },
		),
	},
	{ requiredKeys: ['status', 'Summary', 'Offers'] },
);
const response = payload.map((body) => ({
	status: { statusCode: 200 },
	body: { payload: body },
	request: { Asin: ASIN, MarketplaceId: JAPAN, ItemCondition: 'New' },
}));
const answer = fc.record({
	responses: fc.oneof(
		{ weight: 9, arbitrary: fc.tuple(response) },
		{ weight: 1, arbitrary: fc.tuple(response, response) },
	),
});

/** Any part of an answer: what lies in a field is looked at as text or number, never trusted. */
interface Wire {
	[field: string]: Wire | undefined;
}

/** A text as it is, in small letters; '' for what is none. */
const lower = (value: unknown): string => (typeof value === 'string' ? value.toLowerCase() : '');

const isOurs = (body: Wire): boolean =>
	[body, body.Identifier ?? {}].every((part: Wire) =>
		[
			[part.ASIN, ASIN],
			[part.marketplaceId, JAPAN],
			[part.MarketplaceId, JAPAN],
			[part.ItemCondition, 'New'],
		].every(([stated, asked]) => stated == null || stated === asked),
	);

/** Latest time until shipped that anything in the offer names, in hours. */
function latestOf(time: Wire | undefined): number {
	const until = (Date.parse(String(time?.availableDate)) - ANSWERED_AT) / 3_600_000;
	const stated = [time?.minimumHours, time?.maximumHours, until].map(Number);
	return Math.max(...stated.filter((value) => !Number.isNaN(value)));
}

const isBuyable = (entry: Wire, total: number): boolean =>
	lower(entry.SubCondition) === 'new' &&
	!entry.MyOffer &&
	['', 'b2c'].includes(lower(entry.offerType)) &&
	lower(entry.ListingPrice?.CurrencyCode) === 'jpy' &&
	Number(entry.ListingPrice?.Amount) + Number(entry.Shipping?.Amount) === total &&
	Number(entry.Shipping?.Amount) >= 0 &&
	lower(entry.ShippingTime?.availabilityType) !== 'future_without_date' &&
	entry.ShippingTime?.maximumHours != null &&
	latestOf(entry.ShippingTime) <= 72;

const listOf = (value: unknown): Wire[] => (Array.isArray(value) ? (value as Wire[]) : []);

/** Whatever in the answer speaks of a New offer. */
function namesNew(body: Wire): boolean {
	const { Summary, Offers } = body;
	const counts = [...listOf(Summary?.NumberOfOffers), ...listOf(Summary?.BuyBoxEligibleOffers)];
	const prices = [...listOf(Summary?.LowestPrices), ...listOf(Summary?.BuyBoxPrices)];
	return (
		listOf(Offers).some((entry) => lower(entry?.SubCondition) === 'new') ||
		counts.some((row) => lower(row?.condition) === 'new' && Number(row.OfferCount ?? 1) !== 0) ||
		prices.some((row) => lower(row?.condition) === 'new')
	);
}

it('should conclude from schema-made answers only what they prove', () => {
	const reached = new Set<string>();
	fc.assert(
		fc.property(answer, (json) => {
			const result = readItemOffersBatch(json, [ASIN], context).get(ASIN)!.offer;
			reached.add(result.status);
			const bodies = json.responses.map(({ body }) => body.payload as unknown as Wire);
			const [body] = bodies;
			if (result.status === 'unknown') return result.price === null && result.reason !== null;
			if (bodies.length > 1 || !body || !isOurs(body)) return false;
			if (result.status === 'out_of_stock') {
				return !namesNew(body) && typeof body.Summary?.TotalOfferCount === 'number';
			}
			if (result.status === 'filtered_out') return result.price === null && namesNew(body);
			const { price: total, ships_within_hours: within, points: credited } = result;
			return (
				Number.isInteger(total) &&
				total! > 0 &&
				total! < 100_000_000 &&
				result.currency === 'JPY' &&
				within !== null &&
				within <= 72 &&
				Number.isInteger(credited) &&
				credited! >= 0 &&
				credited! <= total! &&
				listOf(body.Offers).some((entry) => isBuyable(entry, total!))
			);
		}),
		{ numRuns: casesOf(100_000) },
	);
	expect([...reached].sort()).toEqual(['filtered_out', 'in_stock', 'out_of_stock', 'unknown']);
});
