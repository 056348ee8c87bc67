import { findItems } from '../../../../lib/shop/items/findItems';
import { MemoryStore } from '../../../support/memoryStore';
import { listing, NOW } from '../../../support/situation';
import { openStored, type Stored } from '../../../support/stored';

let stored: Stored;

const bottle = listing({
	...{ item_id: 101, title: 'ステンレス水筒 500ml', identifier: 'b-B0BOTTLE01-20261101' },
});
const feeder = listing({
	...{ item_id: 102, title: '自動給水器 B0BOTTLE01 対応', identifier: 'B0FEEDER01', price: 2600 },
});
const cable = listing({
	...{ item_id: 103, title: 'ケーブル', identifier: '', variation_count: 2 },
	variations: [
		{ variation_id: 1, title: '黒', stock: 1, identifier: 'B0CABLE001' },
		{ variation_id: 2, title: '白', stock: 1, identifier: 'B0CABLE002' },
	],
});

beforeEach(async () => {
	stored = openStored({ store: new MemoryStore(), now: () => NOW });
	await stored.items.accept('shop', [bottle, feeder, cable], undefined);
});

const search = async (query: string, most = 10) =>
	await findItems(stored.items, 'shop', query, most);
const numbers = async (query: string) => (await search(query)).items.map(({ item_id }) => item_id);

describe('the search for items', () => {
	it('should say what the list shows of an item', async () => {
		expect((await search('102')).items).toEqual([
			{
				...{ account: 'shop', item_id: 102, asins: ['B0FEEDER01'] },
				...{ title: '自動給水器 B0BOTTLE01 対応', price: 2600, visible: feeder.visible },
			},
		]);
	});

	it.each([
		['a part of the title', '給水', [102]],
		['several words in any order', '500ml 水筒', [101]],
		['full-width letters and digits', '５００ＭＬ', [101]],
		['half-width kana', 'ｽﾃﾝﾚｽ', [101]],
		['small letters of an ASIN', 'b0feeder01', [102]],
		['the whole code', 'b-B0BOTTLE01-20261101', [101]],
		['the number of the item', '103', [103]],
		['the code of a row', 'B0CABLE002', [103]],
		['the words of a row', '白', [103]],
		['a page at Amazon', 'https://www.amazon.co.jp/水筒/dp/B0CABLE001?ref=x', [103]],
		['a page that a phone shares', 'https://amazon.co.jp/gp/product/b0cable001/', [103]],
		['something that no item has', '自転車', []],
		['one word that fits and one that does not', '水筒 自転車', []],
	])('should find by %s', async (_name, query, found) => {
		expect(await numbers(query)).toEqual(found);
	});

	it('should put the item with that ASIN before one that only speaks of it', async () => {
		await stored.items.note({ ...feeder, item_id: 99 });
		expect((await numbers('B0BOTTLE01'))[0]).toBe(101);
	});

	it.each(['', '  ', '　'])('should find every item for the query "%s"', async (query) => {
		expect(await search(query, 2)).toMatchObject({ total: 3, items: [{}, {}] });
	});

	it('should count what it does not return', async () => {
		expect(await search('b0', 1)).toMatchObject({ total: 3, items: [{ item_id: 101 }] });
	});

	it('should find nothing in a shop whose list was never read', async () => {
		expect(await findItems(stored.items, 'another', '', 10)).toEqual({ items: [], total: 0 });
	});

	it('should take signs of a pattern as they are', async () => {
		expect(await numbers('(.*')).toEqual([]);
	});
});
