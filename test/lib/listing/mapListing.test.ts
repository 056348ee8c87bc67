import { mapListing } from '../../../lib/listing/codes/mapListing';
import { listing } from '../../support/situation';

const X = 'B0006L0120';
const Y = 'B0006L0121';

/** An item with a code of its own and one for each row. */
const item = (identifier: string, codes: string[]) =>
	listing({
		identifier,
		variation_count: codes.length,
		variations: codes.map((code, index) => ({
			variation_id: 11 + index,
			title: ['黒', '白', '紺'][index] ?? '',
			stock: index,
			identifier: code,
		})),
	});

describe('mapListing', () => {
	it.each<[string, string, string[]]>([
		['no rows', `b-${X}-20251124210000`, []],
		['rows without a code', X, ['', '']],
		['rows with codes of the owner', X, ['ABC-1', 'ABC-2']],
		['rows that all say the same', '', [X, `b-${X}-20251124210000`]],
		['a row that says it once more', X, [X, '']],
	])('should take an item as a whole: %s', (_, identifier, codes) => {
		expect(mapListing(item(identifier, codes))).toEqual({ kind: 'whole', asin: X });
	});

	it.each<[string, string, string[]]>([
		['each says its own', '', [X, Y]],
		['each says its own, whatever the item says', 'B0006L0199', [X, Y]],
		['one says nothing where the item does', X, ['', Y]],
	])('should take rows one by one: %s', (_, identifier, codes) => {
		expect(mapListing(item(identifier, codes))).toEqual({
			kind: 'rows',
			rows: [
				{
					asin: X,
					variation: {
						variation_id: 11,
						title: '黒',
						stock: 0,
						siblings: [{ variation_id: 12, asin: Y }],
					},
				},
				{
					asin: Y,
					variation: {
						variation_id: 12,
						title: '白',
						stock: 1,
						siblings: [{ variation_id: 11, asin: X }],
					},
				},
			],
		});
	});

	it.each<[string, string[], string]>([
		['', ['', ''], '商品コードが空です'],
		['ABC-0001', ['red', 'blue'], '商品コード「ABC-0001」にASINが見つかりません'],
		['', [X, ''], 'バリエーション「白」の商品コードが空です'],
		['ABC-0001', [X, 'blue'], 'バリエーション「白」の商品コード「blue」にASINが見つかりません'],
	])('should leave an item with %j and %j alone', (identifier, codes, reason) => {
		expect(mapListing(item(identifier, codes))).toEqual({ kind: 'unmapped', reason });
	});

	const DOUBT = '商品コード「BEAR000001」だけではASINと言い切れません';

	it.each<[string, string, string[]]>([
		['no rows', 'BEAR000001', []],
		['rows without a code', 'BEAR000001', ['', 'red']],
		['a row that looks like the same', 'BEAR000001', ['BEAR000001', '']],
	])('should take a code that only looks like an ASIN with a doubt: %s', (_, identifier, codes) => {
		expect(mapListing(item(identifier, codes))).toEqual({
			kind: 'whole',
			asin: 'BEAR000001',
			doubt: DOUBT,
		});
	});

	it.each<[string, string[]]>([
		['', ['BEAR000001', '']],
		['', ['BEAR000001', X]],
		['4873119464', ['BEAR000001', '']],
	])('should not guess at rows that only look like an ASIN (%j, %j)', (identifier, codes) => {
		expect(mapListing(item(identifier, codes))).toEqual({
			kind: 'unmapped',
			reason: `バリエーション「黒」の${DOUBT}`,
		});
	});

	it('should take the code of the item for rows with numbers of the owner', () => {
		expect(mapListing(item(X, ['BEAR000001', 'BEAR000002']))).toEqual({ kind: 'whole', asin: X });
	});

	it('should go by the item alone where a row cannot be read', () => {
		const unread = { variation_count: 2, unreadable_variation: 'variation_stock が null です' };
		expect(mapListing(listing({ identifier: X, ...unread }))).toEqual({ kind: 'whole', asin: X });
		expect(mapListing(listing({ identifier: '', ...unread }))).toEqual({
			kind: 'unmapped',
			reason: '商品コードが空です。バリエーションも読めません (variation_stock が null です)',
		});
	});

	it('should read the codes of rows by the shop’s own format too', () => {
		const codes = [`shop-${X}`, `shop-${Y}`];
		expect(mapListing(item('', codes), /^shop-([A-Z0-9]{10})$/)).toMatchObject({
			kind: 'rows',
			rows: [{ asin: X }, { asin: Y }],
		});
	});
});
