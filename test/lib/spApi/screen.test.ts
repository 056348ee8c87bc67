import { findMarketplace } from '../../../lib/spApi/marketplaces';
import { parseCompetitivePricing } from '../../../lib/spApi/offers/parseCompetitivePricing';
import { judgeLook } from '../../../lib/spApi/offers/screen';

const ASIN = 'B0006L0120';
const japan = findMarketplace('JP');

const yen = (Amount: number, CurrencyCode = 'JPY') => ({ CurrencyCode, Amount });
const buyBox = (price: object) => ({ CompetitivePriceId: '1', Price: price });
const plain = buyBox({ ListingPrice: yen(1358), Shipping: yen(0), Points: { PointsNumber: 14 } });
const newOffers = (Count: number) => [{ condition: 'New', Count }];

const fingerprintOf = (entry: object): string | null | undefined =>
	parseCompetitivePricing({ payload: [{ ASIN, ...entry }] }, [ASIN], japan).get(ASIN)?.fingerprint;

const success = (CompetitivePrices: unknown, NumberOfOfferListings: unknown = newOffers(7)) =>
	fingerprintOf({
		status: 'Success',
		Product: { CompetitivePricing: { CompetitivePrices, NumberOfOfferListings } },
	});

describe('the fingerprint of an item', () => {
	it('should hold price, shipping, points and the number of new offers', () => {
		expect(success([plain])).toBe('1358/0/14/7');
		expect(success([plain], [])).toBe('1358/0/14/-');
		expect(success([buyBox({ ListingPrice: yen(980) })])).toBe('980/0/0/7');
	});

	it('should say so where nobody holds the New Buy Box', () => {
		expect(success([])).toBe('no buy box/7');
		expect(success([], newOffers(0))).toBe('no buy box/0');
		expect(success([], null)).toBe('no buy box/-');
		expect(success([{ ...plain, CompetitivePriceId: '2' }])).toBe('no buy box/7');
		expect(success([{ ...plain, offerType: 'B2B' }])).toBe('no buy box/7');
	});

	it.each([
		['an item that Amazon does not know', { status: 'ClientError' }],
		['an answer without a product', { status: 'Success' }],
		['an answer without prices', { status: 'Success', Product: { CompetitivePricing: {} } }],
	])('should be null for %s', (_, entry) => {
		expect(fingerprintOf(entry)).toBeNull();
	});

	it('should cost an odd row that row alone', () => {
		const nulls = { ...plain, offerType: null, quantityTier: null, condition: null };
		expect(success([{ CompetitivePriceId: '2', Price: plain.Price }, nulls])).toBe('1358/0/14/7');
		expect(success([plain, null])).toBe('1358/0/14/7');
		expect(success([plain], [null, { condition: 'New', Count: 7 }])).toBe('1358/0/14/7');
		expect(success([plain], [{ condition: 'New', Count: null }])).toBe('1358/0/14/-');
	});

	it.each<[string, unknown, string]>([
		['nobody sells it', [{ condition: 'Any', Count: 0 }], '0'],
		[
			'only used ones are sold',
			[
				{ condition: 'Used', Count: 2 },
				{ condition: 'Any', Count: 2 },
			],
			'0',
		],
		[
			'the counts do not add up',
			[
				{ condition: 'Used', Count: 2 },
				{ condition: 'Any', Count: 3 },
			],
			'-',
		],
		['only used ones are counted', [{ condition: 'Used', Count: 2 }], '-'],
		['New is counted twice, differently', [...newOffers(0), ...newOffers(7)], '-'],
		['New is counted twice, alike', [...newOffers(7), ...newOffers(7)], '7'],
		['New is 0 of 5 that no condition has', [...newOffers(0), { condition: 'Any', Count: 5 }], '-'],
		[
			'New is 0 and used ones are all 5',
			[...newOffers(0), { condition: 'Used', Count: 5 }, { condition: 'Any', Count: 5 }],
			'0',
		],
		['New is more than all', [...newOffers(7), { condition: 'Any', Count: 5 }], '-'],
		['New is 0 beside an unreadable row', [...newOffers(0), null], '-'],
	])('should count New offers by the others where %s', (_, rows, count) => {
		expect(success([plain], rows)).toBe(`1358/0/14/${count}`);
	});

	it('should be null where an unreadable row may be the Buy Box', () => {
		expect(success([null])).toBeNull();
		expect(success([{ CompetitivePriceId: '1', Price: null }])).toBeNull();
	});

	it.each<[string, object]>([
		['of 0 yen', { ListingPrice: yen(0) }],
		['below 0', { ListingPrice: yen(-1358) }],
		['of half a yen', { ListingPrice: yen(1358.5) }],
		['whose sum is absurd', { ListingPrice: yen(99_999_999), Shipping: yen(99_999_999) }],
		['with shipping in dollars', { ListingPrice: yen(1358), Shipping: yen(5, 'USD') }],
		['with shipping below 0', { ListingPrice: yen(1358), Shipping: yen(-300) }],
		['with shipping of half a yen', { ListingPrice: yen(1358), Shipping: yen(0.5) }],
		['with shipping without an amount', { ListingPrice: yen(1358), Shipping: {} }],
	])('should be null for a Buy Box %s', (_, price) => {
		expect(success([buyBox(price)])).toBeNull();
	});

	it('should add the shipping to the Buy Box price', () => {
		const CompetitivePrices = [buyBox({ ListingPrice: yen(1358), Shipping: yen(400) })];
		const Product = { CompetitivePricing: { CompetitivePrices } };
		const json = { payload: [{ ASIN, status: 'Success', Product }] };
		expect(parseCompetitivePricing(json, [ASIN], japan).get(ASIN)?.buyBoxPrice).toBe(1758);
	});

	it('should be null for two New Buy Boxes that differ, in either order', () => {
		const other = buyBox({ ListingPrice: yen(9000) });
		expect(success([plain, other])).toBeNull();
		expect(success([other, plain])).toBeNull();
		expect(success([plain, { ...plain, belongsToRequester: true }])).toBeNull();
		expect(success([plain, plain])).toBe('1358/0/14/7');
	});

	it('should be null for an ASIN that is answered twice, and of another marketplace', () => {
		const entry = {
			ASIN,
			status: 'Success',
			Product: { CompetitivePricing: { CompetitivePrices: [plain] } },
		};
		const read = (...payload: object[]) =>
			parseCompetitivePricing({ payload }, [ASIN], japan).get(ASIN)?.fingerprint;
		const abroad = { MarketplaceASIN: { MarketplaceId: 'ATVPDKIKX0DER', ASIN } };
		expect(read(entry)).toBe('1358/0/14/-');
		expect(read(entry, entry)).toBeNull();
		expect(read({ ...entry, Product: { ...entry.Product, Identifiers: abroad } })).toBeNull();
	});

	it('should take no used Buy Box for the New one, whatever its number', () => {
		expect(success([{ ...plain, condition: 'Used' }])).toBe('no buy box/7');
	});

	it('should be null for another currency, and where no answer came', () => {
		expect(success([buyBox({ ListingPrice: yen(10, 'USD') })])).toBeNull();
		expect(
			parseCompetitivePricing({ errors: [] }, [ASIN], japan).get(ASIN)?.fingerprint,
		).toBeNull();
	});
});

describe('screeningOf', () => {
	it.each([
		['1358/0/14/7', '1358/0/14/7', 'same'],
		['1400/0/14/7', '1358/0/14/7', 'moved'],
		['1358/0/14/6', '1358/0/14/7', 'moved'],
		['no buy box/0', '1358/0/14/7', 'moved'],
		['1358/0/14/7', 'no buy box/0', 'moved'],
		['no buy box/0', 'no buy box/2', 'moved'],
		['no buy box/2', 'no buy box/2', 'unsure'],
		[null, '1358/0/14/7', 'unsure'],
		['1358/0/14/7', null, 'unsure'],
		['1358/0/14/7', undefined, 'unsure'],
	])('should call %p after %p %s', (fingerprint, confirmed, outcome) => {
		expect(judgeLook(fingerprint, confirmed, '2026-11-24T12:00:00+09:00').outcome).toBe(outcome);
	});
});
