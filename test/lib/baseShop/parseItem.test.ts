import { parseItemAnswer, parseItems, splitReadings } from '../../../lib/baseShop/parseItem';
import { describeUnreadable } from '../../../lib/listing/unreadable';

const context = { account: 'shop', readAt: '2026-11-24T12:00:00.000+09:00' };

/** As BASE words an item; `undefined` takes a field out. */
const wire = (changes: Record<string, unknown> = {}): Record<string, unknown> =>
	Object.fromEntries(
		Object.entries({
			item_id: 8001,
			title: 'Tシャツ',
			detail: 'とってもオシャレなTシャツです。',
			price: 3900,
			proper_price: null,
			stock: 10,
			visible: 1,
			list_order: 1,
			identifier: 'b-B0006L0120-20260115',
			modified: 1414731171,
			variations: [],
			...changes,
		}).filter(([, value]) => value !== undefined),
	);

const listed = (...items: unknown[]) => splitReadings(parseItems({ items }, context) ?? []);

describe('an item that can be read', () => {
	it('should become a listing', () => {
		expect(listed(wire())).toEqual({
			unreadable: [],
			listings: [
				{
					account: 'shop',
					item_id: 8001,
					title: 'Tシャツ',
					price: 3900,
					visible: true,
					stock: 10,
					identifier: 'b-B0006L0120-20260115',
					variation_count: 0,
					variations: [],
					modified: '2014-10-31T04:52:51.000Z',
					read_at: context.readAt,
				},
			],
		});
	});

	it.each<[Record<string, unknown>, Record<string, unknown>]>([
		[{ item_id: '8001' }, { item_id: 8001 }],
		[{ price: '3900' }, { price: 3900 }],
		[{ price: 0 }, { price: 0 }],
		[{ price: 99_999_999 }, { price: 99_999_999 }],
		[{ stock: 0 }, { stock: 0 }],
		[{ stock: '0' }, { stock: 0 }],
		[{ visible: 0 }, { visible: false }],
		[{ visible: '1' }, { visible: true }],
		[{ visible: true }, { visible: true }],
		[{ title: null }, { title: '' }],
		[{ title: undefined }, { title: '' }],
		[{ title: '' }, { title: '' }],
		[{ detail: null }, {}],
		[{ identifier: null }, { identifier: '' }],
		[{ identifier: undefined }, { identifier: '' }],
		[{ identifier: '' }, { identifier: '' }],
		[{ identifier: 4873119049 }, { identifier: '4873119049' }],
		[{ modified: null }, { modified: null }],
		[{ modified: undefined }, { modified: null }],
		[{ modified: 0 }, { modified: null }],
		[{ modified: '1414731171' }, { modified: '2014-10-31T04:52:51.000Z' }],
		[{ modified: -5 }, { modified: null }],
		[{ modified: 1e300 }, { modified: null }],
		[{ modified: 'yesterday' }, { modified: null }],
		[{ variations: null }, { variation_count: 0 }],
		[{ variations: undefined }, { variation_count: 0 }],
		[{ variations: {} }, { variation_count: 0 }],
		[{ variations: { 1: {}, 2: {} } }, { variation_count: 2 }],
		[{ variations: [null] }, { variation_count: 1 }],
		[{ variations: [{ variation_identifier: null, barcode: null }] }, { variation_count: 1 }],
	])('should take %j', (changes, expected) => {
		const { listings, unreadable } = listed(wire(changes));

		expect(unreadable).toEqual([]);
		expect(listings).toMatchObject([expected]);
	});
});

describe('rows of an item', () => {
	const row = (changes: Record<string, unknown> = {}) => ({
		variation_id: 11,
		variation: '黒',
		variation_stock: 2,
		variation_identifier: 'B0006L0120',
		barcode: '',
		...changes,
	});

	it('should become variations', () => {
		const rows = [row(), row({ variation_id: '12', variation: null, variation_stock: '0' })];
		expect(listed(wire({ variations: rows })).listings[0]).toMatchObject({
			variation_count: 2,
			variations: [
				{ variation_id: 11, title: '黒', stock: 2, identifier: 'B0006L0120' },
				{ variation_id: 12, title: '', stock: 0, identifier: 'B0006L0120' },
			],
		});
	});

	it.each<[unknown, string]>([
		[null, ''],
		[undefined, ''],
		['', ''],
		[4873119049, '4873119049'],
	])('should take the code %j', (variation_identifier, identifier) => {
		const { listings } = listed(wire({ variations: [row({ variation_identifier })] }));
		expect(listings[0]?.variations).toMatchObject([{ identifier }]);
	});

	it.each<[Record<string, unknown>, string]>([
		[{ variation_stock: null }, 'variation_stock が null です'],
		[{ variation_stock: undefined }, 'variation_stock がありません'],
		[{ variation_stock: '' }, 'variation_stock が "" です'],
		[{ variation_stock: -1 }, 'variation_stock が -1 です'],
		[{ variation_id: null }, 'variation_id が null です'],
		[{ variation_identifier: true }, 'variation_identifier が true です'],
	])('should cost all rows and not the item with %j', (changes, trouble) => {
		const rows = [row({ variation_id: 10 }), row(changes)];
		expect(listed(wire({ variations: rows })).listings).toMatchObject([
			{ variation_count: 2, variations: [], unreadable_variation: trouble },
		]);
	});

	it('should cost all rows where two have one number', () => {
		expect(listed(wire({ variations: [row(), row()] })).listings).toMatchObject([
			{ variations: [], unreadable_variation: 'variation_id 11 が複数あります' },
		]);
	});
});

describe('an item that cannot be read', () => {
	it.each<[string, unknown]>([
		['item_id', null],
		['item_id', undefined],
		['item_id', 0],
		['item_id', -1],
		['item_id', 1.5],
		['item_id', 1e20],
		['item_id', ''],
		['item_id', 'abc'],
		['price', null],
		['price', undefined],
		['price', ''],
		['price', -1],
		['price', '-1'],
		['price', 99.5],
		['price', '99.5'],
		['price', '1,770'],
		['price', 100_000_000],
		['price', 1e300],
		['price', true],
		['price', [3900]],
		['stock', null],
		['stock', undefined],
		['stock', ''],
		['stock', -1],
		['stock', 0.5],
		['stock', 1e9],
		['stock', 'many'],
		['visible', null],
		['visible', undefined],
		['visible', 2],
		['visible', -1],
		['visible', 'yes'],
		['identifier', { code: 1 }],
		['identifier', true],
		['variations', 'none'],
		['variations', 3],
	])('should be one with %s %j', (field, value) => {
		const { listings, unreadable } = listed(wire({ [field]: value }), wire({ item_id: 8002 }));

		expect(listings.map(({ item_id }) => item_id)).toEqual([8002]);
		expect(unreadable).toMatchObject([{ account: 'shop', field, title: 'Tシャツ' }]);
	});

	it.each([null, 5, 'item', [], true])('should be one that is %j', (item) => {
		expect(listed(item, wire()).listings).toHaveLength(1);
		expect(listed(item).unreadable).toMatchObject([{ item_id: null, title: null }]);
	});

	it('should keep all of it that can be read', () => {
		expect(listed(wire({ stock: null })).unreadable).toEqual([
			{
				account: 'shop',
				item_id: 8001,
				title: 'Tシャツ',
				identifier: 'b-B0006L0120-20260115',
				visible: true,
				field: 'stock',
				found: 'null',
				read_at: context.readAt,
			},
		]);
	});

	it('should know no visibility where that is what is odd', () => {
		expect(listed(wire({ visible: null })).unreadable).toMatchObject([{ visible: null }]);
	});

	it.each<[Record<string, unknown>, string]>([
		[{ stock: null }, '商品ID 8001「Tシャツ」 を読めません (stock が null です)'],
		[
			{ stock: undefined, title: null },
			'商品ID 8001 を読めません (BASEの応答に stock がありません)',
		],
		[{ item_id: 'abc' }, '商品ID不明「Tシャツ」 を読めません (item_id が "abc" です)'],
	])('should be named with %j', (changes, line) => {
		expect(listed(wire(changes)).unreadable.map(describeUnreadable)).toEqual([line]);
	});
});

describe('an answer', () => {
	it.each([null, {}, { items: null }, { items: {} }, 'text', []])(
		'should be no list when it is %j',
		(json) => {
			expect(parseItems(json, context)).toBeNull();
		},
	);

	it('should tell an odd item from none at all', () => {
		expect(parseItemAnswer({ item: wire({ stock: null }) }, context)?.kind).toBe('unreadable');
		expect(parseItemAnswer({ result: true }, context)).toMatchObject({ kind: 'unreadable' });
		expect(parseItemAnswer(null, context)).toBeNull();
	});
});
