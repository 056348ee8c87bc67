import { mirrorTables, type Tables } from '../support/mirrorTables';
import { join } from 'node:path';
import { startSimulator, type Simulator } from '../../simulator/start';
import { runWorkflow, useTemporaryUserFolder, type EngineRun } from '../support/n8nEngine';
import { chatworkOf, credentialsFor, shippedWorkflow } from '../support/shopWorld';
import { quickenFirstCalls } from '../support/quickRates';
import { openFolder } from '../support/stored';

const names = ['first-shop', 'second-shop'] as const;
type Shop = (typeof names)[number];

interface Outcome {
	run: EngineRun;
	/** Calls to Amazon's offers operations, both. */
	amazonCalls: number;
	messages: string[];
}

/** Two shops that list the same 40 products: a copy of the workflow each, one cache. */
describe('a copy of the sync for a second shop', () => {
	let simulator: Simulator;
	let cacheFolder: string;
	let asin: string;
	const tables: Tables = new Map();

	const sync = async (shop: Shop, settings: Record<string, unknown> = {}): Promise<Outcome> => {
		simulator.counters.reset();
		simulator.messages.clear();
		const workflow = {
			...shippedWorkflow('price-stock-sync.json', {
				dry_run: false,
				account: shop,
				...chatworkOf(simulator),
				...settings,
			}),
			// n8n gives a copy an id of its own.
			id: `sync-of-${shop}`,
		};
		const credentials = credentialsFor(simulator, names.indexOf(shop));
		const run = await runWorkflow(workflow, { credentials, tables, startNode: '定期実行' });
		expect(run.error).toBeUndefined();
		const { amazon } = simulator.counters.snapshot().services;
		return {
			run,
			amazonCalls: (amazon.getItemOffersBatch?.calls ?? 0) + (amazon.getItemOffers?.calls ?? 0),
			messages: simulator.messages.list().map(({ body }) => body),
		};
	};
	const summaryOf = ({ run }: Outcome) => run.output('変動レポート')[0]?.summary;
	const priceIn = (shop: Shop) => simulator.world.itemsOf(shop, asin)[0]?.price;
	const reported = async () => {
		const cache = openFolder({ folder: cacheFolder, now: Date.now });
		return (await cache.read([asin])).get(asin)?.reported;
	};

	beforeAll(async () => {
		cacheFolder = join(useTemporaryUserFolder(), '.n8n/amazon-base-sync/default');
		quickenFirstCalls();
		simulator = await startSimulator({
			products: 40,
			plain: true,
			speed: 1e6,
			tokenSpeed: 1,
			shops: names.map((name) => ({ name })),
		});
		asin = [...simulator.world.products.keys()][3] ?? '';
		simulator.world.setOffer(asin, { price: 1000, inStock: true, shipping: 0 });
		for (const shop of names) {
			const item = simulator.world.itemsOf(shop, asin)[0];
			simulator.world.editListing(shop, item?.item_id ?? 0, { price: 1300 });
		}
	});

	afterAll(async () => await simulator.stop());

	it('should ask Amazon for the first shop alone', async () => {
		const first = await sync('first-shop');
		expect(summaryOf(first)).toMatchObject({ total: 40, fetched: 40 });
		expect(first.amazonCalls).toBeGreaterThan(0);
		const second = await sync('second-shop');
		expect(second.amazonCalls).toBe(0);
		expect(summaryOf(second)).toMatchObject({ total: 40, fetched: 0, from_cache: 40, unknown: 0 });
	});

	it('should keep a baseline for each shop', async () => {
		expect(await reported()).toMatchObject({
			'first-shop': { price: 1000, in_stock: true },
			'second-shop': { price: 1000, in_stock: true },
		});
	});

	it('should tell and follow a movement in each shop by itself, with one answer from Amazon', async () => {
		simulator.world.setOffer(asin, { price: 1200, inStock: true, shipping: 0 });
		const first = await sync('first-shop', { ttl_hours: 0 });
		expect(first.messages).toEqual([expect.stringContaining('(first-shop)')]);
		expect([priceIn('first-shop'), priceIn('second-shop')]).toEqual([1560, 1300]);
		expect(await reported()).toMatchObject({
			'first-shop': { price: 1200 },
			'second-shop': { price: 1000 },
		});

		const second = await sync('second-shop');
		expect(second.amazonCalls).toBe(0);
		expect(second.messages).toEqual([expect.stringContaining('(second-shop)')]);
		expect(second.messages[0]).toContain('Amazon 1,000円 → 1,200円 (+200円)');
		expect([priceIn('first-shop'), priceIn('second-shop')]).toEqual([1560, 1560]);
		expect(await reported()).toMatchObject({ 'second-shop': { price: 1200 } });
	});

	it('should write one history, told apart by the shop', async () => {
		await mirrorTables(tables);
		const rows = tables.get('sync_runs') ?? [];
		expect(rows.map(({ account, notified }) => [account, notified])).toEqual([
			['first-shop', '不要'],
			['second-shop', '不要'],
			['first-shop', '通知済み'],
			['second-shop', '通知済み'],
		]);
	});
});
