import { brakeAtDesk } from '../support/deskJobs';
import { mirrorTables, type Tables } from '../support/mirrorTables';
import { openStory, type SyncStory } from '../support/syncStory';

const SHOP = 'demo-shop';

/** The owner looks at the table of products while the shop goes on. Stories in order. */
describe('U4: the table of products', () => {
	let story: SyncStory;
	const tables: Tables = new Map();
	const products = () => tables.get('products') ?? [];
	const rowOf = (asin: string) => products().find((row) => row.asin === asin);

	/** What the shop shows now, by product. */
	const shop = () =>
		story.simulator.world
			.listings(SHOP)
			.filter(({ asin }) => asin !== null)
			.map(({ asin, item }) => ({
				...{ asin, item_id: item.item_id, base_price: item.price },
				base_visible: item.visible === 1,
			}))
			.sort((one, other) => one.item_id - other.item_id);

	const expectShop = () => {
		const shown = products()
			.map(({ asin, item_id, base_price, base_visible }) => ({
				...{ asin, item_id: Number(item_id), base_price, base_visible },
			}))
			.sort((one, other) => one.item_id - other.item_id);
		expect(shown).toEqual(shop());
	};

	beforeAll(async () => {
		story = await openStory(20, { ownGoods: 3 });
	});
	afterAll(async () => await story.stop());

	it('should have a row for every product, as the shop shows it', async () => {
		expect(await mirrorTables(tables)).toMatchObject({ products: 20 });
		expectShop();
		expect(rowOf(story.asins[0]!)).toMatchObject({
			...{ account: SHOP, amazon_price_jpy: 2000, amazon_in_stock: 'in_stock' },
			...{ base_price: 2600, why: expect.stringContaining('2,000円') as string },
		});
	});

	it('should write nothing where only stamps moved', async () => {
		await story.syncLater();
		expect((await mirrorTables(tables)).products).toBeUndefined();
	});

	it('should show what a sync changed, and nothing else', async () => {
		const [dear, gone] = [story.nextAsin(), story.nextAsin()];
		story.simulator.world.setOffer(dear, { price: 3000, inStock: true, shipping: 0 });
		story.simulator.world.setOffer(gone, { inStock: false });
		await story.syncLater();
		expect(await mirrorTables(tables)).toMatchObject({ products: 2 });
		expectShop();
		expect(rowOf(dear)).toMatchObject({ amazon_price_jpy: 3000, base_price: 3900 });
		expect(rowOf(gone)).toMatchObject({ amazon_in_stock: 'out_of_stock', base_visible: false });
		expect(rowOf(gone)?.why).toContain('Amazonに新品の在庫がありません');
	});

	it('should show every item as hidden after a brake, a sold-out one too', async () => {
		const sold = story.nextAsin();
		story.simulator.world.setOffer(sold, { inStock: false });
		await brakeAtDesk(story, { reason: '価格の入力ミス' });
		await story.later(async () => {
			await story.sync();
			await mirrorTables(tables);
		});
		expect(shop().every(({ base_visible }) => !base_visible)).toBe(true);
		expectShop();
		expect(rowOf(sold)).toMatchObject({ amazon_in_stock: 'out_of_stock', base_visible: false });
	});

	it('should be rebuilt after the owner cleared it', async () => {
		tables.set('products', []);
		expect(await mirrorTables(tables)).toMatchObject({ products: 20 });
		expectShop();
		tables.delete('products');
		await mirrorTables(tables);
		expectShop();
	});

	it('should show a row again if its table step failed', async () => {
		const asin = story.nextAsin();
		story.simulator.world.setOffer(asin, { price: 4000, inStock: true, shipping: 0 });
		await story.syncLater();
		const broken: Tables = new Map([...tables].filter(([name]) => name !== 'products'));
		const whole = tables.get('products')!;
		Object.defineProperty(whole, 'find', {
			configurable: true,
			value: () => {
				throw new Error('database is locked');
			},
		});
		broken.set('products', whole);
		await expect(mirrorTables(broken)).rejects.toThrow('database is locked');
		Reflect.deleteProperty(whole, 'find');
		expect(rowOf(asin)).toMatchObject({ amazon_price_jpy: 2000 });
		await mirrorTables(tables);
		expect(rowOf(asin)).toMatchObject({ amazon_price_jpy: 4000 });
	});

	it('should have a row for each run and for each edit, once', async () => {
		await mirrorTables(tables);
		const runs = tables.get('sync_runs') ?? [];
		expect(new Set(runs.map(({ run }) => run)).size).toBe(runs.length);
		expect(runs.every(({ result }) => ['成功', '要確認'].includes(String(result)))).toBe(true);
		const edits = tables.get('edits') ?? [];
		const names = edits.map(
			({ run, item_id, field }) => `${String(run)} ${String(item_id)} ${String(field)}`,
		);
		expect(new Set(names).size).toBe(edits.length);
		expect(edits.filter(({ field }) => field === 'visible').length).toBeGreaterThanOrEqual(20);
	});
});
