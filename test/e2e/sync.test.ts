import { editsMade, observeRun, type Observation, rejectedCalls } from '../../demo/story/observe';
import type { ShopItem } from '../../simulator/world/shop';
import { countable, realN8n, type RealN8n, shopName } from './realN8n';

/** The shipped sync on a real n8n, with 100 plain products: exactly priced, all in stock. */
describe('the price and stock sync', () => {
	let n8n: RealN8n;
	let dear: string;
	let popular: string;

	const itemOf = (asin: string): ShopItem => n8n.simulator.world.itemsOf(shopName, asin)[0]!;
	const cached = async (asin: string) => (await n8n.cache.read([asin])).get(asin)!;
	const rowOf = async (asin: string): Promise<Record<string, unknown>> => {
		const rows = await n8n.stage.readTable('products');
		return rows.find((row) => row.asin === asin)!;
	};
	const batchCalls = ({ counters }: Observation): number =>
		counters.services.amazon.getItemOffersBatch!.calls;
	const run = async (isDryRun: boolean): Promise<Observation> => {
		await n8n.stage.set({ dry_run: isDryRun });
		return await observeRun(n8n.stage, n8n.simulator, isDryRun);
	};

	beforeAll(async () => {
		// Calls are counted: at a higher speed a busy machine's jitter is longer than the limiter's guard.
		n8n = await realN8n({ products: 100, plain: true, speed: 10 }, countable);
		const { world } = n8n.simulator;
		[dear, popular] = [...world.products.keys()] as [string, string];
		world.setOffer(dear, { price: 1_000 });
		world.editListing(shopName, itemOf(dear).item_id, { price: 1_300 });
		// The simulator's plain shop knows the markup only; the shipped rule never goes below 500 yen.
		for (const { item } of world.listings(shopName)) {
			if (item.price < 500) world.editListing(shopName, item.item_id, { price: 500 });
		}
	});

	afterAll(async () => {
		await n8n?.close();
	});

	it('asks for 100 items in exactly 5 calls and writes nothing where all is well', async () => {
		const seen = await run(false);
		expect(batchCalls(seen)).toBe(5);
		expect(rejectedCalls(seen)).toBe(0);
		expect(seen.summary).toMatchObject({ total: 100, fetched: 100, unknown: 0, changed: 0 });
		const asins = [...n8n.simulator.world.products.keys()];
		expect((await n8n.cache.read(asins)).size).toBe(100);
		expect(await cached(dear)).toMatchObject({ price: 1_000, in_stock: true });
		expect(editsMade(seen)).toBe(0);
		expect(seen.messages).toEqual([]);
	});

	it('stays silent and edits nothing where nothing changed since', async () => {
		const seen = await run(false);
		expect(batchCalls(seen)).toBe(5);
		expect(seen.summary).toMatchObject({ fetched: 100, changed: 0, edited: 0 });
		expect(editsMade(seen)).toBe(0);
		expect(seen.messages).toEqual([]);
	});

	it('finds 1,000 -> 1,200 yen in a dry run and leaves BASE at 1,300', async () => {
		const before = (await cached(dear)).price_updated_at!;
		n8n.simulator.world.setOffer(dear, { price: 1_200 });
		const seen = await run(true);
		expect(itemOf(dear).price).toBe(1_300);
		expect(editsMade(seen)).toBe(0);
		const document = await cached(dear);
		expect(document.price).toBe(1_200);
		expect(Date.parse(document.price_updated_at!)).toBeGreaterThan(Date.parse(before));
		expect(await rowOf(dear)).toMatchObject({ amazon_price_jpy: 1_200, base_price: 1_300 });
		expect(seen.messages).toHaveLength(1);
		expect(seen.messages[0]).toContain('【テスト実行】');
		expect(seen.messages[0]).toContain('Amazon 1,000円 → 1,200円');
	});

	it('sets BASE to 1,560 yen in the live run after, and tells the same change', async () => {
		const seen = await run(false);
		expect(itemOf(dear).price).toBe(1_560);
		expect(seen.summary).toMatchObject({ changed: 1, edited: 1, held: 0, failed: 0 });
		expect(n8n.simulator.counters.writesOf(shopName, itemOf(dear).item_id)).toEqual({
			edits: 1,
			fields: { price: 1 },
		});
		expect(await rowOf(dear)).toMatchObject({ amazon_price_jpy: 1_200, base_price: 1_560 });
		expect(seen.messages).toHaveLength(1);
		expect(seen.messages[0]).not.toContain('【テスト実行】');
		expect(seen.messages[0]).toContain('Amazon 1,000円 → 1,200円');
		expect(seen.messages[0]).toContain('BASE 1,300円 → 1,560円');
	});

	it('changes nothing while Amazon answers every item with an error', async () => {
		const { world, faults } = n8n.simulator;
		const before = await cached(popular);
		world.setOffer(popular, { inStock: false });
		faults.add({ kind: 'subStatus', status: 500, count: 20 });
		const seen = await run(false);
		faults.clear();
		expect(seen.summary).toMatchObject({ unknown: 100, changed: 0 });
		expect(editsMade(seen)).toBe(0);
		expect(itemOf(popular).visible).toBe(1);
		const { price, in_stock, price_updated_at, stock_updated_at } = before;
		expect(await cached(popular)).toMatchObject({
			price,
			in_stock,
			price_updated_at,
			stock_updated_at,
		});
	});

	it('hides what Amazon sold out, and counts one change of stock', async () => {
		const seen = await run(false);
		expect(itemOf(popular).visible).toBe(0);
		expect(editsMade(seen)).toBe(1);
		expect(await cached(popular)).toMatchObject({ price: null, in_stock: false });
		expect(seen.messages).toHaveLength(1);
		expect(seen.messages[0]).toContain('Amazonの変動 1件 (価格 0・在庫 1)');
	});

	it('shows it again once Amazon has it again', async () => {
		n8n.simulator.world.setOffer(popular, { inStock: true });
		const seen = await run(false);
		expect(itemOf(popular).visible).toBe(1);
		expect(seen.messages[0]).toContain('Amazonの変動 1件 (価格 0・在庫 1)');
	});

	it('keeps a row of history for each run, with what became of its message', async () => {
		const rows = await n8n.stage.readTable('sync_runs');
		expect(rows.map((row) => [row.dry_run, row.notified])).toEqual([
			[false, '不要'],
			[false, '不要'],
			[true, '通知済み'],
			[false, '通知済み'],
			[false, '通知済み'],
			[false, '通知済み'],
			[false, '通知済み'],
		]);
		expect(rows.map((row) => row.total)).toEqual(Array(7).fill(100));
		// 5 of each operation; where the batch has to wait a moment, the single one takes an item.
		for (const { calls } of rows) expect([10, 11]).toContain(calls);
		expect(rows.map((row) => row.rejected)).toEqual(Array(7).fill(0));
	});
});
