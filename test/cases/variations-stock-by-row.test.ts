import { join } from 'node:path';
import type { CacheDocument } from '../../lib/cache/document';
import type { RunItem } from '../../lib/report/summary';
import type { ShopItem } from '../../simulator/world/shop';
import { giveVariations } from '../../simulator/world/variations';
import { inARow, itemsNode, runWorkflow } from '../support/n8nEngine';
import { COST, openStory, PRICE, type SyncStory } from '../support/syncStory';
import { openFolder } from '../support/stored';
import { withStoredData } from '../support/withStoredData';

const P = 'n8n-nodes-amazon-base-sync';
const SHOP = 'demo-shop';

/**
 * Items with variations: stock is kept row by row (items/edit_stock) where the codes name a product, and
 * the price where all rows have one cost. Amazon asks 2,000 yen and the shop 2,600; 2,600 yen is below
 * the floor of anything that costs 2,500.
 */

let story: SyncStory;
beforeAll(async () => void (story = await openStory(40)), 60_000);
afterAll(async () => await story.stop());
afterEach(() => story.simulator.faults.clear());

const itemIdOf = (asin: string): number => story.shown(asin).item_id;
const shown = (itemId: number): ShopItem => story.simulator.world.shop(SHOP).get(itemId)!;
const stocks = (itemId: number): number[] =>
	shown(itemId).variations.map(({ variation_stock }) => variation_stock);
const itemsFor = (items: RunItem[], itemId: number): RunItem[] =>
	items.filter((item) => item.item_id === itemId);
const sells = (asin: string, price = COST) =>
	story.simulator.world.setOffer(asin, { price, inStock: true, shipping: 0 });
const sellsOut = (asin: string) => story.simulator.world.setOffer(asin, { inStock: false });
const callsOf = (operation: string) => story.simulator.counters.of('base', operation).calls;

/** What the cache keeps of these ASINs now. */
const documents = async (asins: string[]): Promise<CacheDocument[]> => {
	const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
	const cache = openFolder({ folder, now: Date.now });
	const found = await cache.read(asins);
	await cache.close();
	return asins.map((asin) => found.get(asin)!);
};

/** One product in two colours: the item's code names it, those of the rows are empty. */
function giveColours(black: number, white: number): { asin: string; itemId: number } {
	const asin = story.nextAsin();
	const itemId = itemIdOf(asin);
	giveVariations(story.simulator.world, SHOP, itemId, [
		{ variation: '黒', stock: black },
		{ variation: '白', stock: white },
	]);
	return { asin, itemId };
}

/** Two products as rows of one item, whose own code says nothing. */
function givePair(one: number, other: number): { asins: [string, string]; itemId: number } {
	const asins: [string, string] = [story.nextAsin(), story.nextAsin()];
	const itemId = itemIdOf(asins[0]);
	const rows = [
		{ variation: '大', stock: one, code: asins[0] },
		{ variation: '小', stock: other, code: `b-${asins[1]}-20260101000000` },
	];
	giveVariations(story.simulator.world, SHOP, itemId, rows, 'セット-1');
	return { asins, itemId };
}

describe('an item whose rows are one product', () => {
	it('should have its sold rows filled up, and its price kept', async () => {
		const { asin, itemId } = giveColours(0, 2);
		sells(asin, 1800);
		const { items, message } = await story.sync();
		expect(stocks(itemId)).toEqual([1, 2]);
		expect(shown(itemId)).toMatchObject({ price: 2340, visible: 1, stock: 3 });
		expect(itemsFor(items, itemId)).toMatchObject([
			{ result: { action: 'updated', edits: { price: 2340, row_stocks: {} } } },
		]);
		expect(message).toContain('BASE「黒」の在庫 0 → 1');
		expect(callsOf('items/edit_stock')).toBe(1);
	}, 60_000);

	it('should be hidden whole when sold out, and come back', async () => {
		const { asin, itemId } = giveColours(1, 2);
		sellsOut(asin);
		await story.sync();
		expect(shown(itemId).visible).toBe(0);
		expect(stocks(itemId)).toEqual([1, 2]);
		sells(asin);
		await story.sync();
		expect(shown(itemId).visible).toBe(1);
	}, 60_000);
});

describe('an item whose rows are different products', () => {
	it('should have the row emptied that Amazon has sold out, and no other', async () => {
		const { asins, itemId } = givePair(2, 2);
		sellsOut(asins[1]);
		const { items, message } = await story.sync();
		expect(stocks(itemId)).toEqual([2, 0]);
		expect(shown(itemId).visible).toBe(1);
		expect(itemsFor(items, itemId).map(({ result }) => result?.action)).toEqual(
			expect.arrayContaining(['none', 'updated']),
		);
		expect(message).toContain('(小)');
		expect(message).toContain('BASE「小」の在庫 2 → 0');
		expect(message).toContain('在庫ゼロ化 1');
	}, 60_000);

	it('should be hidden with its last row, and come back with the first', async () => {
		const { asins, itemId } = givePair(1, 1);
		asins.forEach(sellsOut);
		await story.sync();
		expect(stocks(itemId)).toEqual([0, 0]);
		expect(shown(itemId).visible).toBe(0);
		await story.sync();
		expect(shown(itemId).visible).toBe(0);

		sells(asins[1]);
		await story.sync();
		expect(stocks(itemId)).toEqual([0, 1]);
		expect(shown(itemId).visible).toBe(1);
	}, 60_000);

	it('should stay hidden where the owner hid it by hand', async () => {
		const { asins, itemId } = givePair(0, 1);
		sellsOut(asins[1]);
		story.simulator.world.editListing(SHOP, itemId, { visible: 0 });
		await story.sync();
		expect(shown(itemId).visible).toBe(0);
		expect(stocks(itemId)).toEqual([0, 0]);
	}, 60_000);

	it('should keep its price, be told of it once, and lose the row that it is too low for', async () => {
		const { asins, itemId } = givePair(1, 1);
		sells(asins[0], 2500);
		const first = await story.sync();
		expect(shown(itemId)).toMatchObject({ price: PRICE, visible: 1 });
		expect(stocks(itemId)).toEqual([0, 1]);
		expect(first.message).toContain(
			'バリエーションがそれぞれ別のAmazon商品のため、価格は自動更新しません (計算では 3,250円)',
		);
		expect((await story.sync()).message).toBe('');
		const [kept] = await documents(asins);
		const rowId = shown(itemId).variations[0]!.variation_id;
		expect(kept?.shop?.[`${SHOP}/${itemId}/${rowId}`]).toMatchObject({
			last_written: { row_stocks: { [rowId]: 0 } },
		});
	}, 60_000);

	it('should be written to once where the answer was lost', async () => {
		const { asins, itemId } = givePair(1, 1);
		sellsOut(asins[0]);
		story.simulator.faults.add({ kind: 'lostAnswer', operation: 'items/edit_stock', times: 1 });
		const { items } = await story.sync();
		expect(stocks(itemId)).toEqual([0, 1]);
		expect(callsOf('items/edit_stock')).toBe(1);
		expect(itemsFor(items, itemId).map(({ result }) => result?.error)).toEqual([null, null]);
	}, 60_000);

	it('should be told of by a dry run, which writes nothing', async () => {
		const { asins, itemId } = givePair(0, 1);
		sellsOut(asins[1]);
		const { message } = await story.sync({ dry_run: true });
		expect(stocks(itemId)).toEqual([0, 1]);
		expect(callsOf('items/edit_stock') + callsOf('items/edit')).toBe(0);
		expect(message).toContain('BASE「大」の在庫 0 → 1');
		expect(message).toContain('BASE「小」の在庫 1 → 0');
	}, 60_000);

	it('should stay on sale where one row sells out and another is filled up', async () => {
		const { asins, itemId } = givePair(0, 2);
		sellsOut(asins[1]);
		await story.sync();
		expect(shown(itemId).visible).toBe(1);
		expect(stocks(itemId)).toEqual([1, 0]);
	}, 60_000);

	it('should be edited by the next run where BASE was in trouble for long', async () => {
		const { asins, itemId } = givePair(1, 1);
		sellsOut(asins[0]);
		story.simulator.faults.add({ kind: 'databaseError', operation: 'items/edit_stock' });
		const { items } = await story.sync();
		expect(itemsFor(items, itemId).map(({ result }) => result?.action)).toContain('failed');
		story.simulator.faults.clear();
		await story.sync();
		expect(stocks(itemId)).toEqual([0, 1]);
	}, 60_000);
});

describe('an item of which only some rows name a product', () => {
	it('should be left alone, and counted', async () => {
		const itemId = itemIdOf(story.nextAsin());
		const rows = [
			{ variation: '黒', stock: 0, code: story.nextAsin() },
			{ variation: '白', stock: 0, code: 'shiro-1' },
		];
		giveVariations(story.simulator.world, SHOP, itemId, rows, '手作り');
		const { items } = await story.sync();
		expect(itemsFor(items, itemId)).toEqual([]);
		expect(stocks(itemId)).toEqual([0, 0]);
		const listings = { name: 'it', type: `${P}.baseListings` };
		const parameters = { options: { keepUnmapped: true } };
		const listed = await runWorkflow(inARow(itemsNode([{}]), { ...listings, parameters }), {
			credentials: story.credentials,
		});
		expect(listed.output('it')).toContainEqual(
			expect.objectContaining({
				asin: null,
				unmapped: 'バリエーション「白」の商品コード「shiro-1」にASINが見つかりません',
			}),
		);
	}, 60_000);
});

describe('jobs of a person on an item whose rows are different products', () => {
	/** A while after the other stories: a brake waits for edits of the last minutes that nobody answered. */
	const run = async (...nodes: Parameters<typeof inARow>) => {
		const { credentials } = story;
		const ended = await story.later(
			async () => await runWorkflow(inARow(...nodes), { credentials }),
			0.1,
		);
		expect(ended.error).toBeUndefined();
		return ended.output('it');
	};
	const live = (id: string) => itemsNode([{ run: { id, dry_run: false, account: '' } }]);
	const listings = { type: `${P}.baseListings`, parameters: { options: {} } };
	const base = (operation: string, parameters: Record<string, unknown> = {}) => ({
		name: 'it',
		type: `${P}.baseUpdate`,
		parameters: { operation, ...parameters },
	});
	it('should hide it with one call, and show it again', async () => {
		const { asins, itemId } = givePair(1, 1);
		await story.sync();
		await run(live('rows-brake'), listings, base('brake'));
		expect(shown(itemId).visible).toBe(0);
		expect(story.simulator.counters.writesOf(SHOP, itemId).edits).toBe(1);
		const key = `${SHOP}/${itemId}`;
		for (const document of await documents(asins)) {
			expect(document.shop?.[key]?.hidden_by_brake_at).toEqual(expect.any(String));
		}

		await run(live('rows-release'), base('releaseBrake'));
		expect(shown(itemId).visible).toBe(1);
		for (const document of await documents(asins)) {
			expect(document.shop?.[key]?.hidden_by_brake_at).toBeNull();
		}
	}, 60_000);

	it('should stay hidden after the brake while one of its rows is sold out', async () => {
		const { asins, itemId } = givePair(1, 1);
		await story.sync();
		await run(live('rows-brake-2'), listings, base('brake'));
		story.simulator.world.setOffer(asins[1], { inStock: false });
		// Another shop's run has learnt it meanwhile; nothing has emptied the row of this one.
		await withStoredData(async (cache) => {
			const at = new Date().toISOString();
			const stock = { in_stock: false, offer_status: 'out_of_stock' as const, at };
			await cache.write([{ asin: asins[1], set: { stock } }]);
		});
		await run(live('rows-release-2'), base('releaseBrake'));
		expect(shown(itemId).visible).toBe(0);
		await story.sync();
		await story.sync();
		expect(shown(itemId).visible).toBe(1);
		expect(stocks(itemId)).toEqual([1, 0]);
	}, 60_000);

	it('should name the row that the owner deleted meanwhile', async () => {
		const { asins, itemId } = givePair(1, 1);
		const listed = await run(itemsNode([{}]), { ...listings, name: 'it' });
		const item = listed.find(({ asin }) => asin === asins[0])!;
		const { variations } = shown(itemId);
		story.simulator.world.editListing(SHOP, itemId, { variations: variations.slice(1), stock: 1 });
		const edits = { row_stocks: { [variations[0]!.variation_id]: 0 } };
		const decision = { edits, kinds: ['empty'], risk: 'lowers', why: [] };
		const ended = await run(itemsNode([{ ...item, decision }]), base('update', { mode: 'live' }));
		expect(ended).toMatchObject([
			{
				result: {
					action: 'failed',
					error: expect.stringContaining('bad_variation_id') as string,
				},
			},
		]);
	}, 60_000);

	it('should put the stock of its rows back, but of none that is sold out', async () => {
		const { asins, itemId } = givePair(0, 3);
		sellsOut(asins[1]);
		const { items } = await story.sync();
		expect(stocks(itemId)).toEqual([1, 0]);
		const undoRun = String((items[0] as unknown as { run: { id: string } }).run.id);
		await run(live('rows-undo'), base('undo', { undoRun: { mode: 'id', value: undoRun } }));
		expect(stocks(itemId)).toEqual([0, 0]);
	}, 60_000);
});
