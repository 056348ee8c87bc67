import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator, type Simulator } from '../../simulator/start';
import { runWorkflow, useTemporaryUserFolder, type Credentials } from '../support/n8nEngine';
import { chatworkOf, credentialsFor, shippedWorkflow } from '../support/shopWorld';
import { quickenFirstCalls } from '../support/quickRates';
import { goLive, setDryRun } from '../support/shopRules';
import { openFolder } from '../support/stored';

const SHOP = 'demo-shop';
const ITEMS = Number(process.env.INFO_ITEMS ?? 130);

type Json = Record<string, unknown>;

/** The weekly look at titles, texts and images, on a shop of 130 items, in order. */
describe('basic-info-weekly.json', () => {
	let simulator: Simulator;
	let credentials: Credentials;
	let folder = '';

	beforeAll(async () => {
		folder = join(useTemporaryUserFolder(), '.n8n/amazon-base-sync/default');
		quickenFirstCalls();
		simulator = await startSimulator({
			products: ITEMS,
			plain: true,
			speed: 1e6,
			tokenSpeed: 1,
		});
		credentials = credentialsFor(simulator);
	});
	afterAll(async () => await simulator.stop());

	const weekly = async (settings: Json = {}) => {
		simulator.counters.reset();
		simulator.messages.clear();
		const workflow = shippedWorkflow('basic-info-weekly.json', {
			...chatworkOf(simulator),
			...settings,
		});
		const run = await runWorkflow(workflow, { credentials, startNode: '定期実行' });
		expect(run.error).toBeUndefined();
		expect(run.status).toBe('success');
		return run.output('結果をまとめる')[0] as { counts: Json; has_changes: boolean };
	};
	const sync = async () => {
		const workflow = shippedWorkflow('price-stock-sync.json', {
			dry_run: false,
			use_single_operation: false,
			...chatworkOf(simulator),
		});
		expect((await runWorkflow(workflow, { credentials, startNode: '定期実行' })).error).toBe(
			undefined,
		);
	};
	const documents = (): Map<string, Json> =>
		new Map(
			readdirSync(folder)
				.filter((name) => name.endsWith('.json'))
				.map((name) => [
					name.slice(0, 10),
					JSON.parse(readFileSync(join(folder, name), 'utf8')) as Json,
				]),
		);
	/** Everything that a look at basic information must leave alone. */
	const pricesAndStock = (): Json =>
		Object.fromEntries(
			[...documents()].map(([asin, document]) => [
				asin,
				Object.fromEntries(
					Object.entries(document).filter(([field]) =>
						/^(price|in_stock|offer_status|currency|points|shipping|is_|stock_|screen|reported|shop)/.test(
							field,
						),
					),
				),
			]),
		);
	const makeAllStale = async () => {
		const cache = openFolder({ folder, now: Date.now });
		const at = new Date(Date.now() - 7 * 86_400_000).toISOString();
		for (const [asin, { title_ja, images, ...rest }] of documents()) {
			expect(rest.asin).toBe(asin);
			await cache.delete([asin]);
			const { price, price_updated_at, in_stock, stock_updated_at } = rest;
			await cache.write([
				{
					asin,
					set: {
						basic_info: { title_ja: title_ja as string, images: images as string[], at },
						price: { price: price as number, at: price_updated_at as string },
						stock: { in_stock: in_stock as boolean, at: stock_updated_at as string },
						identity: {
							title: title_ja as string,
							brand: (rest.brand ?? null) as string | null,
							at,
						},
					},
				},
			]);
		}
	};
	const textWrites = (): number =>
		simulator.world
			.listings(SHOP)
			.flatMap(({ item }) =>
				Object.keys(simulator.counters.writesOf(SHOP, item.item_id)?.fields ?? {}),
			)
			.filter((field) => /title|detail|img/.test(field)).length;

	it('should fetch every item once, in calls of 20, and leave price, stock and the shop alone', async () => {
		await sync();
		const before = pricesAndStock();
		const report = await weekly();
		expect(simulator.counters.of('amazon', 'searchCatalogItems')).toMatchObject({
			calls: Math.ceil(ITEMS / 20),
			rejected: 0,
			things: ITEMS,
		});
		expect(pricesAndStock()).toEqual(before);
		for (const document of documents().values()) {
			expect(document).toMatchObject({
				title_ja: expect.any(String) as string,
				basic_info_updated_at: expect.any(String) as string,
				identity: { title: document.title_ja },
			});
		}
		expect(simulator.counters.of('base', 'items/edit').calls).toBe(0);
		// First sight of a text is no change.
		expect(report.counts).toEqual({ none: ITEMS });
		expect(report.has_changes).toBe(false);
		expect(simulator.messages.list()).toEqual([]);
	}, 600_000);

	it('should ask nothing again within the week', async () => {
		const report = await weekly();
		expect(simulator.counters.of('amazon', 'searchCatalogItems').calls).toBe(0);
		expect(report.counts).toEqual({});
	}, 600_000);

	it('should tell of changed texts, of a page that sells another product, and of one that is gone', async () => {
		await makeAllStale();
		const asins = [...documents().keys()];
		const change = (asin: string, changes: object) =>
			Object.assign(simulator.world.product(asin), changes);
		const { title } = simulator.world.product(asins[0]!);
		change(asins[0]!, { title: `${title} 新型` });
		change(asins[1]!, { title: '全く別のスマホケース', brand: 'ノーブランド' });
		const report = await weekly();
		expect(report.counts).toEqual({ drifted: 1, refreshed: 1, none: ITEMS - 2 });
		const [message] = simulator.messages.list();
		expect(message?.body).toContain('別の商品に変わった疑いがあります');
		expect(message?.body).toContain('→「ノーブランド」');
		expect(message?.body).toContain(`商品名「${title}」→「${title} 新型」`);
		expect(textWrites()).toBe(0);
	}, 600_000);

	it('should let the chosen texts follow, except where the owner wrote their own', async () => {
		await makeAllStale();
		const [first, second] = simulator.world.listings(SHOP);
		const asins = [first!.asin!, second!.asin!];
		for (const asin of asins) {
			const product = simulator.world.product(asin);
			const [item] = simulator.world.itemsOf(SHOP, asin);
			simulator.world.editListing(SHOP, item!.item_id, { title: product.title });
			Object.assign(product, { title: `${product.title} 改` });
		}
		simulator.world.editListing(SHOP, second!.item.item_id, { title: '店長おすすめの品' });
		await goLive();
		await setDryRun(true);
		const dry = await weekly({ update_title: true });
		expect(dry.counts).toMatchObject({ dry_run: 2 });
		expect(textWrites()).toBe(0);

		await setDryRun(false);
		// The preview took nothing away: the live run finds the same.
		await makeAllStale();
		const live = await weekly({ update_title: true });
		expect(live.counts).toMatchObject({ updated: 1, held: 1 });
		expect(simulator.world.itemsOf(SHOP, asins[0]!)[0]?.title).toMatch(/改$/);
		expect(simulator.world.itemsOf(SHOP, asins[1]!)[0]?.title).toBe('店長おすすめの品');
		expect(simulator.messages.list()[0]?.body).toContain('手を加えられているため');
	}, 600_000);
});
