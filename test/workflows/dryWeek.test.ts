import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator, type Simulator } from '../../simulator/start';
import { runWorkflow, useTemporaryUserFolder, type Credentials } from '../support/n8nEngine';
import { askForAll, chatworkOf, credentialsFor, shippedWorkflow } from '../support/shopWorld';
import { quickenFirstCalls } from '../support/quickRates';

/**
 * A careful owner lets the sync run dry for a week, reads its messages, and then goes live. 150 items;
 * in 80 of them the shop is 200 yen too cheap.
 */

const ITEMS = 150;
const TOO_CHEAP = 80;
const SHOP = 'demo-shop';
const DAYS = 7;

describe('dry runs for a week, then live', () => {
	let simulator: Simulator;
	let credentials: Credentials;
	let cacheFolder = '';

	beforeAll(async () => {
		cacheFolder = join(useTemporaryUserFolder(), '.n8n/amazon-base-sync/default');
		quickenFirstCalls();
		simulator = await startSimulator({ products: ITEMS, plain: true, speed: 1e6, tokenSpeed: 1 });
		credentials = credentialsFor(simulator);
		const listings = simulator.world.listings(SHOP);
		listings.forEach(({ asin, item }, index) => {
			simulator.world.setOffer(asin!, { price: 2000, inStock: true, shipping: 0 });
			const price = index < TOO_CHEAP ? 2400 : 2600;
			simulator.world.editListing(SHOP, item.item_id, { price });
		});
	});
	afterAll(async () => await simulator.stop());

	const sync = async (settings: Record<string, unknown>) => {
		simulator.counters.reset();
		simulator.messages.clear();
		const workflow = shippedWorkflow('price-stock-sync.json', {
			...chatworkOf(simulator),
			...askForAll,
			...settings,
		});
		const run = await runWorkflow(workflow, { credentials, startNode: '定期実行' });
		expect(run.error).toBeUndefined();
		return run.output('変動レポート')[0] as {
			run: { id: string };
			reported: unknown[];
			summary: Record<string, number> & { by_kind: Record<string, number> };
		};
	};
	const message = (): string => simulator.messages.list()[0]?.body ?? '';
	const edits = (): number => simulator.counters.of('base', 'items/edit').calls;
	const wrongPrices = (): number =>
		simulator.world.listings(SHOP).filter(({ item }) => item.price !== 2600).length;
	const documents = (): Array<Record<string, unknown>> =>
		readdirSync(cacheFolder)
			.filter((name) => name.endsWith('.json'))
			.map((name) => JSON.parse(readFileSync(join(cacheFolder, name), 'utf8')) as never);

	it('should tell the same plan each day, with counts, write nothing and mark nothing as told', async () => {
		for (let day = 0; day < DAYS; day++) {
			const report = await sync({ dry_run: true });
			expect(report.summary).toMatchObject({
				...{ total: ITEMS, edited: TOO_CHEAP, held: 0 },
				by_kind: { raise: TOO_CHEAP },
			});
			expect(report.reported).toEqual([]);
			expect(simulator.messages.list()).toHaveLength(1);
			expect(message()).toContain('【テスト実行】');
			expect(message()).toContain('BASE更新予定 80件 (値上げ 80) / 保留 0件');
			expect(message()).toContain('テスト実行のためBASEは変更していません');
		}
		expect(edits()).toBe(0);
		expect(wrongPrices()).toBe(TOO_CHEAP);
		for (const document of documents()) {
			expect(document).not.toHaveProperty('reported');
			expect(document).not.toHaveProperty('shop');
			expect(document).toMatchObject({ price: 2000, in_stock: true });
		}
	}, 240_000);

	it('should do what the plan said when it goes live', async () => {
		const live = await sync({ dry_run: false });
		expect(live.summary).toMatchObject({
			edited: TOO_CHEAP,
			by_kind: { raise: TOO_CHEAP },
			held: 0,
		});
		expect(edits()).toBe(TOO_CHEAP);
		expect(wrongPrices()).toBe(0);
		expect(message()).not.toContain('テスト実行');
		expect((await sync({ dry_run: false })).summary).toMatchObject({ edited: 0, changed: 0 });
	}, 120_000);

	/** Without the wires after a node, what comes later never happens: as in a power cut. */
	const cutAfter = async (node: string) => {
		simulator.counters.reset();
		simulator.messages.clear();
		const workflow = shippedWorkflow('price-stock-sync.json', {
			dry_run: false,
			...chatworkOf(simulator),
			...askForAll,
		});
		delete workflow.connections[node];
		const run = await runWorkflow(workflow, { credentials, startNode: '定期実行' });
		expect(run.error).toBeUndefined();
	};

	it('should tell in the next message what a run did that was killed between its edits and its message', async () => {
		const { asin, item } = simulator.world.listings(SHOP)[0]!;
		simulator.world.setOffer(asin!, { price: 2400, inStock: true, shipping: 0 });
		await cutAfter('変動レポート');
		expect(edits()).toBe(1);
		expect(simulator.world.itemsOf(SHOP, asin!)[0]).toMatchObject({
			item_id: item.item_id,
			price: 3120,
		});
		expect(simulator.messages.list()).toEqual([]);

		const next = await sync({ dry_run: false });
		expect(next.summary).toMatchObject({ changed: 1, edited: 0 });
		expect(message()).toContain('Amazon 2,000円 → 2,400円 (+400円)');
		await sync({ dry_run: false });
		expect(simulator.messages.list()).toEqual([]);
	}, 180_000);

	it('should repeat a message once at most when the run died before it noted that it was sent', async () => {
		const { asin } = simulator.world.listings(SHOP)[1]!;
		simulator.world.setOffer(asin!, { price: 1800, inStock: true, shipping: 0 });
		await cutAfter('Chatworkに通知');
		expect(message()).toContain('Amazon 2,000円 → 1,800円 (-200円)');
		const next = await sync({ dry_run: false });
		expect(next.summary).toMatchObject({ changed: 1, edited: 0 });
		expect(simulator.messages.list()).toHaveLength(1);
		expect(message()).toContain('【再送】');
		await sync({ dry_run: false });
		expect(simulator.messages.list()).toEqual([]);
	}, 120_000);
});
