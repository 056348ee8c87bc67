import {
	faultOf,
	isReportable,
	mapped,
	reportableListings,
	ruledPrice,
} from '../../demo/story/expectations';
import type { Truth } from '../../simulator/world/product';
import type { ShopItem } from '../../simulator/world/shop';

const inStock = (price: number): Truth => ({ status: 'in_stock', price });
const soldOut: Truth = { status: 'out_of_stock', price: null };
const unknown: Truth = { status: 'unknown', price: null };

const listing = (asin: string | null, different: Partial<ShopItem> = {}) => ({
	asin,
	item: { price: 1_300, visible: 1, stock: 1, variations: [], ...different } as unknown as ShopItem,
});

describe('ruledPrice', () => {
	it.each([
		[1_000, 1_300],
		[1_200, 1_560],
		[300, 500],
		[384, 500],
		[389, 510],
		[76_923, 100_000],
		[76_931, null],
	])('makes %d yen at Amazon %p yen in the shop', (amazon, shop) => {
		expect(ruledPrice(amazon)).toBe(shop);
	});
});

describe('faultOf', () => {
	it('finds nothing wrong at the rule, and within 99 yen of it', () => {
		expect(faultOf(listing('B000000001'), inStock(1_000))).toBeNull();
		expect(faultOf(listing('B000000001', { price: 1_399 }), inStock(1_000))).toBeNull();
	});

	it('finds a price 100 yen off', () => {
		expect(faultOf(listing('B000000001', { price: 1_200 }), inStock(1_000))).toBe(
			'Amazon asks 1000, the rule gives 1300, the shop asks 1200',
		);
	});

	it('finds what is sold out and still shown, and what is sold with stock 0', () => {
		expect(faultOf(listing('B000000001'), soldOut)).toContain('out_of_stock');
		expect(faultOf(listing('B000000001', { stock: 0 }), inStock(1_000))).toContain('stock 0');
	});

	it('takes what is hidden, or unknown at Amazon, as it is', () => {
		expect(faultOf(listing('B000000001', { visible: 0 }), soldOut)).toBeNull();
		expect(faultOf(listing('B000000001', { price: 1 }), unknown)).toBeNull();
	});

	it('asks of variations what it asks of other items, and that each one has stock', () => {
		const rows = (stock: number) => [
			{ variation_id: 1, variation: 'S', variation_stock: 1, variation_identifier: '' },
			{ variation_id: 2, variation: 'M', variation_stock: stock, variation_identifier: '' },
		];
		const varied = (stock: number, price = 1_300) =>
			listing('B000000001', { variations: rows(stock), price });
		expect(faultOf(varied(1), inStock(1_000))).toBeNull();
		expect(faultOf(varied(1, 1_000), inStock(1_000))).toContain('the rule gives 1300');
		expect(faultOf(varied(0), inStock(1_000))).toContain('one of its variations');
		expect(faultOf(varied(1), soldOut)).toContain('out_of_stock');
	});
});

describe('isReportable', () => {
	it.each([
		[inStock(1_000), inStock(1_099), false],
		[inStock(1_000), inStock(1_100), true],
		[inStock(1_000), inStock(900), true],
		[inStock(1_000), soldOut, true],
		[soldOut, inStock(1_000), true],
		[soldOut, { status: 'filtered_out', price: null } as Truth, false],
		[inStock(1_000), unknown, false],
		[unknown, inStock(1_000), false],
	])('from %j to %j: %p', (before, after, expected) => {
		expect(isReportable(before, after)).toBe(expected);
	});
});

describe('mapped', () => {
	it('leaves out listings that name no product', () => {
		const listings = ['B000000001', null, '4101010013'].map((asin) => listing(asin));
		expect(mapped(listings).map(({ asin }) => asin)).toEqual(['B000000001', '4101010013']);
	});
});

describe('reportableListings', () => {
	it('counts each listing of a product that moved', () => {
		const listings = [listing('B000000001'), listing('B000000001'), listing('B000000002')];
		const before = new Map([
			['B000000001', inStock(1_000)],
			['B000000002', inStock(1_000)],
		]);
		const after = new Map([
			['B000000001', inStock(2_000)],
			['B000000002', inStock(1_000)],
		]);
		expect(reportableListings(listings, before, after)).toHaveLength(2);
	});
});
