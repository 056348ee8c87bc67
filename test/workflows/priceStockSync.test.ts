import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { IWorkflowBase } from 'n8n-workflow';
import type { Run } from '../../lib/ledger/runs/run';
import { startSimulator, type Simulator } from '../../simulator/start';
import { mirrorTables, type Tables } from '../support/mirrorTables';
import {
	runWorkflow,
	useTemporaryUserFolder,
	type Credentials,
	type EngineRun,
} from '../support/n8nEngine';
import { askForAll, chatworkOf, credentialsFor, shippedWorkflow } from '../support/shopWorld';
import { quickenFirstCalls } from '../support/quickRates';

/** Each group of stories begins with an empty store. */
let cacheFolder = '';

beforeAll(() => {
	cacheFolder = join(useTemporaryUserFolder(), '.n8n/amazon-base-sync/default');
	quickenFirstCalls();
});

const document = (asin: string): Record<string, unknown> =>
	JSON.parse(readFileSync(join(cacheFolder, `${asin}.json`), 'utf8')) as Record<string, unknown>;

/** Stories on one shop of 100 plain items, in order: each starts from what the one before left. */
describe('price-stock-sync.json', () => {
	let simulator: Simulator;
	let credentials: Credentials;
	const tables: Tables = new Map();
	let asin: string;
	let itemId: number;

	const sync = async (
		settings: Record<string, unknown> = {},
		change: (workflow: IWorkflowBase) => void = () => undefined,
	): Promise<EngineRun> => {
		simulator.counters.reset();
		simulator.messages.clear();
		const workflow = shippedWorkflow('price-stock-sync.json', {
			dry_run: false,
			...chatworkOf(simulator),
			...askForAll,
			...settings,
		});
		change(workflow);
		const run = await runWorkflow(workflow, { credentials, tables, startNode: '定期実行' });
		expect(run.error).toBeUndefined();
		expect(run.status).toBe('success');
		await mirrorTables(tables);
		return run;
	};
	const report = (run: EngineRun) => run.output('変動レポート')[0] ?? {};
	const shown = () => simulator.world.itemsOf('demo-shop', asin)[0];
	const batchCalls = () => simulator.counters.of('amazon', 'getItemOffersBatch');
	const edits = () => simulator.counters.of('base', 'items/edit').calls;
	const messages = () => simulator.messages.list().map((message) => message.body);
	const product = () => tables.get('products')?.find((row) => row.asin === asin);
	const lastHistory = () => tables.get('sync_runs')?.at(-1);

	beforeAll(async () => {
		simulator = await startSimulator({ products: 100, plain: true, speed: 1e6, tokenSpeed: 1 });
		credentials = credentialsFor(simulator);
		asin = [...simulator.world.products.keys()][7] ?? '';
		simulator.world.setOffer(asin, { price: 1000, inStock: true, shipping: 0 });
		itemId = simulator.world.itemsOf('demo-shop', asin)[0]?.item_id ?? 0;
		simulator.world.editListing('demo-shop', itemId, { price: 1300 });
	});

	afterAll(async () => await simulator.stop());

	it('should write all 100 documents in 5 calls, none rejected, and keep the baseline of a first sight silently', async () => {
		const run = await sync();
		expect(batchCalls()).toMatchObject({ calls: 5, rejected: 0 });
		expect(readdirSync(cacheFolder).filter((name) => name.endsWith('.json'))).toHaveLength(100);
		expect(report(run).summary).toMatchObject({ total: 100, fetched: 100, changed: 0, unknown: 0 });
		expect(document(asin)).toMatchObject({
			price: 1000,
			in_stock: true,
			reported: { 'demo-shop': { price: 1000, in_stock: true } },
		});
	}, 60_000);

	it('should edit nothing and send nothing when nothing changed', async () => {
		const run = await sync();
		expect(report(run).has_changes).toBe(false);
		expect(edits()).toBe(0);
		expect(messages()).toEqual([]);
		expect(lastHistory()).toMatchObject({ notified: '不要', result: '成功', rejected: 0 });
	});

	it('should show in a dry run what it would do, and leave the shop and the baseline alone', async () => {
		const before = document(asin).price_updated_at as string;
		simulator.world.setOffer(asin, { price: 1200, inStock: true, shipping: 0 });
		const run = await sync({ dry_run: true });
		expect(report(run).summary).toMatchObject({ changed: 1, edited: 1 });
		expect(shown()).toMatchObject({ price: 1300, visible: 1 });
		expect(edits()).toBe(0);
		expect(document(asin).price).toBe(1200);
		expect(Date.parse(document(asin).price_updated_at as string)).toBeGreaterThan(
			Date.parse(before),
		);
		expect(document(asin)).toMatchObject({ reported: { 'demo-shop': { price: 1000 } } });
		expect(product()).toMatchObject({ amazon_price_jpy: 1200 });
		expect(messages()).toHaveLength(1);
		expect(messages()[0]).toContain('【テスト実行】');
		expect(messages()[0]).toContain('Amazon 1,000円 → 1,200円 (+200円)、BASE 1,300円 → 1,560円');
	});

	it('should raise the shop from 1,300 to 1,560 yen when Amazon went from 1,000 to 1,200', async () => {
		const run = await sync();
		expect(report(run)).toMatchObject({ has_changes: true, summary: { changed: 1, edited: 1 } });
		expect(shown()).toMatchObject({ price: 1560, visible: 1 });
		expect(simulator.counters.writesOf('demo-shop', itemId)).toEqual({
			edits: 1,
			fields: { price: 1 },
		});
		expect(messages()).toHaveLength(1);
		expect(document(asin)).toMatchObject({ reported: { 'demo-shop': { price: 1200 } } });
		expect(product()).toMatchObject({ amazon_price_jpy: 1200, base_price: 1560 });
		expect(lastHistory()).toMatchObject({ notified: '通知済み' });
		expect((await sync()).output('変動レポート')[0]).toMatchObject({ has_changes: false });
	});

	it('should change nothing for an item whose fetch failed', async () => {
		simulator.faults.add({
			kind: 'subStatus',
			operation: 'getItemOffersBatch',
			status: 500,
			count: 20,
			probability: 1,
		});
		const before = document(asin);
		const run = await sync();
		simulator.faults.clear();
		expect(report(run).summary).toMatchObject({ unknown: 100, edited: 0, changed: 0 });
		expect(edits()).toBe(0);
		expect(document(asin)).toMatchObject({
			price: 1200,
			in_stock: true,
			price_updated_at: before.price_updated_at,
		});
		expect(document(asin).last_error).toEqual(expect.stringContaining('InternalFailure'));
	});

	it('should hide an item that Amazon sold out, and show it again when it is back', async () => {
		simulator.world.setOffer(asin, { inStock: false });
		const soldOut = await sync();
		expect(report(soldOut).summary).toMatchObject({ changed: 1, stock_changes: 1, edited: 1 });
		expect(shown()).toMatchObject({ visible: 0, price: 1560 });
		expect(document(asin)).toMatchObject({ price: null, in_stock: false });
		expect(messages()[0]).toContain('在庫あり → 売り切れ');

		simulator.world.setOffer(asin, { price: 1200, inStock: true, shipping: 0 });
		await sync();
		expect(shown()).toMatchObject({ visible: 1, price: 1560 });
	});

	it('should leave hidden what the owner hid', async () => {
		simulator.world.editListing('demo-shop', itemId, { visible: 0 });
		const run = await sync();
		expect(shown()).toMatchObject({ visible: 0 });
		expect(report(run).has_changes).toBe(false);
		simulator.world.editListing('demo-shop', itemId, { visible: 1 });
	});

	it('should move nothing by a markup of 3.1 typed for 1.3 before the owner approves it', async () => {
		const asked = await sync({ markup: 3.1 });
		expect(edits()).toBe(0);
		const { proposal } = (report(asked).run as Run).rules!;
		expect(messages()[0]).toContain(`掛け率 1.3 → 3.1`);
		expect(messages()[0]).toContain(`approve に ${proposal!.code} を入れ`);
		const approved = await sync({ markup: 3.1, approve: proposal!.code });
		const { edited } = report(approved).summary as { edited: number };
		// Prices beyond the maximum of 100,000 yen are refused; the owner's yes is about all the others.
		expect(edited).toBeGreaterThan(50);
		expect(edits()).toBe(edited);
		const again = await sync({ markup: 3.1, approve: proposal!.code });
		expect(report(again).summary).toMatchObject({ edited: 0, held: 0 });
	});

	it('should go back to 1.3 only once the owner approves that too', async () => {
		const asked = await sync({ markup: 1.3 });
		expect(edits()).toBe(0);
		const { proposal } = (report(asked).run as Run).rules!;
		await sync({ markup: 1.3, approve: proposal!.code });
		expect(messages()[0]).toContain(`承認 ${proposal!.code} を受け付けました`);
	});

	it('should tell once, when the deleted message step is back, what nobody heard of', async () => {
		const withoutMessage = (workflow: IWorkflowBase) => {
			workflow.nodes = workflow.nodes.filter(({ name }) => name !== 'Chatworkに通知');
			delete workflow.connections['Chatworkに通知'];
			workflow.connections['知らせることがある？'] = { main: [[], []] };
		};
		simulator.world.setOffer(asin, { price: 1500, inStock: true, shipping: 0 });
		for (let cycle = 0; cycle < 2; cycle++) {
			const run = await sync({}, withoutMessage);
			expect(report(run).has_changes).toBe(true);
			const hints = run.raw.data.resultData.runData['変動レポート']?.[0]?.hints ?? [];
			expect(hints.map(({ message }) => message)).toEqual([
				expect.stringContaining('まだ誰にも届いていません') as string,
			]);
			expect(lastHistory()).toMatchObject({ notified: '未通知' });
		}
		await sync();
		expect(messages()).toHaveLength(1);
		expect(messages()[0]).toContain('Amazon 1,200円 → 1,500円 (+300円)');
		await sync();
		expect(messages()).toEqual([]);
	});
});

describe('price-stock-sync.json, when Amazon answers wrongly', () => {
	let simulator: Simulator;
	let credentials: Credentials;

	beforeAll(async () => {
		cacheFolder = join(useTemporaryUserFolder(), '.n8n/amazon-base-sync/default');
		quickenFirstCalls();
		simulator = await startSimulator({ products: 150, plain: true, speed: 1e6, tokenSpeed: 1 });
		credentials = credentialsFor(simulator);
	});
	afterAll(async () => await simulator.stop());

	const sync = async (settings: object = askForAll) => {
		const workflow = shippedWorkflow('price-stock-sync.json', {
			dry_run: false,
			...chatworkOf(simulator),
			...settings,
		});
		const run = await runWorkflow(workflow, { credentials, startNode: '定期実行' });
		expect(run.error).toBeUndefined();
		return run.output('変動レポート')[0] as {
			chatwork_message: string;
			summary: Record<string, number>;
		};
	};
	const listings = (visible: 0 | 1) =>
		simulator.world.listings('demo-shop').filter(({ item }) => item.visible === visible);
	const sellOut = (from: number, to: number) => {
		const gone = [...simulator.world.products.keys()].slice(from, to);
		for (const asin of gone) simulator.world.setOffer(asin, { inStock: false });
		return () => listings(1).filter(({ asin }) => asin !== null && gone.includes(asin));
	};
	const offerAll = (shipping: number) => {
		for (const asin of simulator.world.products.keys()) {
			simulator.world.setOffer(asin, { price: 2_000, inStock: true, shipping });
		}
	};
	/** A new shop that is right as it stands, after its first run. */
	const startAnew = async () => {
		await simulator.stop();
		useTemporaryUserFolder();
		simulator = await startSimulator({ products: 150, plain: true, speed: 1e6, tokenSpeed: 1 });
		credentials = credentialsFor(simulator);
		offerAll(0);
		for (const { item } of listings(1)) {
			simulator.world.editListing('demo-shop', item.item_id, { price: 2_600 });
		}
		expect((await sync()).chatwork_message).not.toContain('ブレーカー作動');
	};

	it('should hide nothing in a wave of false sold-out answers beside Buy Box prices', async () => {
		await sync();
		// 40% of the items look sold out: 8 of the 20 in each answer.
		simulator.faults.add({ kind: 'falselySoldOut', count: 8 });
		await sync();
		simulator.faults.clear();
		expect(listings(0)).toEqual([]);
	}, 120_000);

	it('should hide all of a wave that both sources agree on', async () => {
		const stillOnSale = sellOut(0, 60);
		const { chatwork_message } = await sync();
		expect(stillOnSale()).toEqual([]);
		expect(chatwork_message).not.toContain('ブレーカー作動');
	}, 120_000);

	it('should hide all of a wave that another run has stored without hiding it', async () => {
		const stillOnSale = sellOut(75, 135);
		await sync({ dry_run: true, ...askForAll });
		expect(stillOnSale()).not.toEqual([]);
		const fromCache = {};
		expect((await sync(fromCache)).summary.fetched).toBe(0);
		expect(stillOnSale()).toEqual([]);
	}, 120_000);

	it('should hide all of a wave of offers that its own filter refuses', async () => {
		await startAnew();
		offerAll(500);
		simulator.counters.reset();
		const { summary } = await sync();
		expect(summary.by_kind).toEqual({ hide: summary.edited });
		expect(listings(1)).toEqual([]);
		expect(simulator.counters.of('amazon', 'getItemOffers').calls).toBe(0);
	}, 120_000);
});

describe('price-stock-sync.json, stopped in the middle', () => {
	let simulator: Simulator;
	let credentials: Credentials;

	beforeAll(async () => {
		cacheFolder = join(useTemporaryUserFolder(), '.n8n/amazon-base-sync/default');
		quickenFirstCalls();
		simulator = await startSimulator({ products: 250, plain: true, speed: 1e6, tokenSpeed: 1 });
		credentials = credentialsFor(simulator);
	});

	afterAll(async () => await simulator.stop());

	it('should keep what it had saved, and begin with the rest next time', async () => {
		const workflow = shippedWorkflow('price-stock-sync.json', {
			dry_run: false,
			use_single_operation: false,
			...chatworkOf(simulator),
		});
		const asked = () => simulator.counters.of('amazon', 'getItemOffersBatch').things;
		// Slow answers, so that Stop surely comes while the second chunk is under way.
		simulator.faults.add({ kind: 'slow', operation: 'getItemOffersBatch', milliseconds: 500 });
		let poll: NodeJS.Timeout | undefined;
		const stopped = await runWorkflow(workflow, {
			credentials,
			startNode: '定期実行',
			onStart: (cancel) => {
				poll = setInterval(() => {
					if (asked() >= 120) cancel();
				}, 5);
			},
		});
		clearInterval(poll);
		simulator.faults.clear();
		expect(stopped.status).toBe('canceled');
		const savedFirst = asked();
		expect(savedFirst).toBeLessThan(250);
		const next = await runWorkflow(workflow, { credentials, startNode: '定期実行' });
		expect(next.status).toBe('success');
		expect(next.output('変動レポート')[0]?.summary).toMatchObject({
			total: 250,
			unknown: 0,
			rejected: 0,
		});
		// Within the TTL: the chunks that were saved are still fresh, the rest is fetched first.
		const { from_cache: kept, fetched } = next.output('変動レポート')[0]?.summary as Record<
			string,
			number
		>;
		expect(kept).toBeGreaterThanOrEqual(100);
		expect(fetched).toBeGreaterThanOrEqual(1);
		expect((kept ?? 0) + (fetched ?? 0)).toBe(250);
		const [first] = next.output('BASEを更新');
		expect(first).toMatchObject({ offer_source: 'item_offers_batch' });
	}, 90_000);
});
