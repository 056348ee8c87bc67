import { join } from 'node:path';
import { startSimulator, type Simulator } from '../../simulator/start';
import {
	inARow,
	itemsNode,
	runWorkflow,
	useTemporaryUserFolder,
	type Credentials,
} from '../support/n8nEngine';
import { quickenFirstCalls } from '../support/quickRates';
import { credentialsFor } from '../support/shopWorld';
import { openFolder } from '../support/stored';

const userFolder = useTemporaryUserFolder();
quickenFirstCalls();

const P = 'n8n-nodes-amazon-base-sync';

/** One of our nodes on an otherwise empty canvas, as a curious person puts it there. */
describe('each node alone', () => {
	let simulator: Simulator;
	let credentials: Credentials;
	let asins: string[];

	beforeAll(async () => {
		simulator = await startSimulator({ products: 60, plain: true, speed: 1e6, tokenSpeed: 1 });
		credentials = credentialsFor(simulator);
		asins = [...simulator.world.products.keys()];
	});
	afterAll(async () => await simulator.stop());

	const run = async (items: object[], ...nodes: Parameters<typeof inARow>) =>
		await runWorkflow(inARow(itemsNode(items), ...nodes), { credentials, mode: 'manual' });

	it('SP-API Batch Offers should price plain {asin} items, keep their other fields and ask twice-named ones once', async () => {
		const items = [
			{ asin: asins[0], note: 'mine' },
			{ asin: asins[1] },
			{ asin: asins[0]!.toLowerCase() },
			{ asin: 'not an asin' },
			{},
		];
		const result = await run(items, {
			name: 'it',
			type: `${P}.spApiBatchOffers`,
			parameters: { useSingle: false },
		});
		expect(result.error).toBeUndefined();
		const out = result.output('it');
		expect(out).toHaveLength(5);
		expect(out[0]).toMatchObject({ note: 'mine', offer: simulator.world.truth(asins[0]!) });
		expect(out[1]).toMatchObject({ offer: simulator.world.truth(asins[1]!) });
		expect(out[2]).toMatchObject({ asin: asins[0], offer: simulator.world.truth(asins[0]!) });
		expect(out[3]).toMatchObject({
			offer: { status: 'unknown', reason: expect.stringContaining('not an asin') as string },
		});
		expect(out[4]).toMatchObject({
			offer: { status: 'unknown', reason: expect.stringContaining('ASINがありません') as string },
		});
		expect(simulator.counters.of('amazon', 'getItemOffersBatch')).toMatchObject({
			calls: 1,
			things: 2,
			rejected: 0,
		});
	}, 30_000);

	it('SP-API Catalog Items should describe products and tell which Amazon does not know', async () => {
		const items = [{ asin: asins[0] }, { asin: 'B0ZZZZZZZZ' }, { asin: 'x' }];
		const result = await run(items, { name: 'it', type: `${P}.spApiCatalogItems`, parameters: {} });
		expect(result.error).toBeUndefined();
		const [known, unknown, malformed] = result.output('it');
		const product = simulator.world.product(asins[0]!);
		expect(known).toMatchObject({
			basic_info: { title_ja: product?.title },
			catalog: { status: 'found' },
		});
		const info = known?.basic_info as { images: string[]; fetched_at: string };
		expect(info.images.length).toBeGreaterThan(0);
		expect(Date.parse(info.fetched_at)).not.toBeNaN();
		expect(unknown).toMatchObject({ catalog: { status: 'not_found' } });
		expect(unknown).not.toHaveProperty('basic_info');
		expect(malformed).toMatchObject({ catalog: { status: 'malformed' } });
	}, 30_000);

	it('SP-API Batch Offers should screen plain items without judging any of them', async () => {
		const result = await run([{ asin: asins[0] }], {
			name: 'it',
			type: `${P}.spApiBatchOffers`,
			parameters: { operation: 'screen' },
		});
		expect(result.output('it')[0]).toMatchObject({
			screen: {
				outcome: 'unsure',
				fingerprint: expect.stringMatching(/^\d+\/0\/\d+\/\d+$/) as string,
			},
		});
		expect(result.output('it')[0]).not.toHaveProperty('offer');
	}, 30_000);

	it('SP-API Batch Offers should hold what moved to the offer filter, as the sync does', async () => {
		const screened = async (filter: Record<string, number>) => {
			const cached = { screen: { fingerprint: '1/0/0/1', screened_at: '2026-11-24T00:00:00Z' } };
			const node = {
				name: 'it',
				type: `${P}.spApiBatchOffers`,
				parameters: { operation: 'screen', filter },
			};
			return (await run([{ asin: asins[0], cached }], node)).output('it')[0];
		};
		simulator.world.setOffer(asins[0]!, { maximumHours: 48 });
		const { status } = simulator.world.truth(asins[0]!);
		expect(await screened({})).toMatchObject({ screen: { outcome: 'moved' }, offer: { status } });
		expect(await screened({ maximumShipHours: 24 })).toMatchObject({
			screen: { outcome: 'moved' },
			offer: { status: 'filtered_out' },
		});
	}, 30_000);

	it('BASE Listings should list the shop with the ASIN of each item', async () => {
		const result = await run([{}], { name: 'it', type: `${P}.baseListings`, parameters: {} });
		const out = result.output('it');
		const mapped = simulator.world.listings('demo-shop').filter(({ asin }) => asin !== null);
		expect(out.length).toBe(mapped.length);
		expect(out[0]).toMatchObject({
			listing: {
				account: 'demo-shop',
				visible: true,
				variation_count: expect.any(Number) as number,
			},
		});
		expect(new Set(out.map((item) => item.asin))).toEqual(new Set(mapped.map(({ asin }) => asin)));
	});

	it('BASE Listings should fetch single items and say which id is wrong', async () => {
		const [first] = simulator.world.listings('demo-shop');
		const node = {
			name: 'it',
			type: `${P}.baseListings`,
			parameters: { operation: 'getById', itemIds: '={{ $json.id }}' },
		};
		const good = await run([{ id: first?.item.item_id }], node);
		expect(good.output('it')[0]).toMatchObject({ listing: { item_id: first?.item.item_id } });
		expect((await run([{ id: 'abc' }], node)).error).toContain('商品ID「abc」');
		expect((await run([{ id: 1 }], node)).error).toContain('no_item');
	});

	it('Detect Changes should compute a price without a listing, a cache or a run', async () => {
		const result = await run(
			[{ asin: asins[0] }],
			{ name: 'offers', type: `${P}.spApiBatchOffers`, parameters: { useSingle: false } },
			{ name: 'it', type: `${P}.detectChanges`, parameters: { markup: 1.5 } },
		);
		const cost = simulator.world.truth(asins[0]!).price ?? 0;
		expect(result.output('it')[0]).toMatchObject({
			change: null,
			decision: {
				desired: { price: Math.floor((Math.floor(cost * 1.5) + 5) / 10) * 10 },
				edits: {},
			},
		});
	}, 30_000);

	it('Detect Changes should say what is missing, and refuse a markup it cannot keep exactly', async () => {
		const bare = await run([{ asin: asins[0] }], {
			name: 'it',
			type: `${P}.detectChanges`,
			parameters: {},
		});
		expect(bare.error).toContain('SP-API Batch Offers を置いてください');
		const offer = { status: 'in_stock', price: 1000, fetched_at: new Date().toISOString() };
		const odd = await run([{ asin: asins[0], offer }], {
			name: 'it',
			type: `${P}.detectChanges`,
			parameters: { markup: 1.305 },
		});
		const [item] = odd.output('it');
		expect(item?.rule_problem).toContain('「1.305」は使えません');
		expect(item?.decision).toMatchObject({ desired: { price: null }, edits: {} });
	});

	it('Detect Changes should replay a rule over the shop and the cache without a call or a write', async () => {
		const listings = { name: 'listings', type: `${P}.baseListings`, parameters: {} };
		const [first] = (await run([{}], listings)).output('listings');
		const listing = first?.listing as { price: number };
		await run(
			[{ asin: first?.asin }],
			{ name: 'offers', type: `${P}.spApiBatchOffers`, parameters: { useSingle: false } },
			{ name: 'write', type: `${P}.ttlCache`, parameters: { operation: 'write' } },
		);
		simulator.counters.reset();
		const replayed = await run(
			[{}],
			listings,
			{ name: 'read', type: `${P}.ttlCache`, parameters: { operation: 'read' } },
			{ name: 'it', type: `${P}.detectChanges`, parameters: { operation: 'replay', markup: 2 } },
		);
		expect(replayed.error).toBeUndefined();
		const [summary] = replayed.output('it');
		const total = (await run([{}], listings)).output('listings').length;
		expect(summary).toMatchObject({ total, up: 1, down: 0, unknown: total - 1, held: 0 });
		const cost = simulator.world.truth(String(first?.asin)).price ?? 0;
		const wanted = Math.max(Math.floor((cost * 2 + 5) / 10) * 10, 500);
		expect(summary?.largest).toMatchObject([
			{ asin: first?.asin, from: listing.price, to: wanted },
		]);
		expect(summary?.text).toContain('値上げ 1件');
		expect(simulator.counters.of('base', 'items/edit').calls).toBe(0);
		expect(simulator.counters.of('amazon', 'getItemOffersBatch').calls).toBe(0);
	}, 30_000);

	it('BASE Update should write nothing without a run that says live', async () => {
		const result = await run(
			[{}],
			{ name: 'listings', type: `${P}.baseListings`, parameters: {} },
			{ name: 'offers', type: `${P}.spApiBatchOffers`, parameters: { useSingle: false } },
			{ name: 'detect', type: `${P}.detectChanges`, parameters: { markup: 1.6 } },
			{ name: 'it', type: `${P}.baseUpdate`, parameters: {} },
			{ name: 'report', type: `${P}.changeReport`, parameters: {} },
		);
		expect(result.error).toBeUndefined();
		expect(
			result.output('it').some((item) => (item.result as { action: string }).action === 'dry_run'),
		).toBe(true);
		expect(simulator.counters.of('base', 'items/edit').calls).toBe(0);
		const [report] = result.output('report');
		expect(report).toMatchObject({ has_changes: true, reported: [] });
		expect(report?.chatwork_message).toContain('【テスト実行】');
	}, 30_000);

	it('BASE Update should name what an item lacks', async () => {
		const result = await run([{ asin: asins[0] }], {
			name: 'it',
			type: `${P}.baseUpdate`,
			parameters: {},
		});
		expect(result.error).toContain('decision がありません');
	});

	it('Run Guard should let one run through and refuse the second with a reason', async () => {
		const node = { name: 'it', type: `${P}.runGuard`, parameters: {} };
		const first = await run([{}], node);
		expect(first.output('it')[0]).toMatchObject({
			run: { dry_run: true, limit: 100, account: '' },
		});
		const id = 'of-another-process';
		const folder = join(userFolder, '.n8n/amazon-base-sync/default');
		const { leases } = openFolder({ folder, now: Date.now });
		await leases.acquire('test/default', id, 600_000);
		const second = await run([{}], node);
		expect(second.output('it', 0)).toEqual([]);
		expect(second.error).toContain('前の実行が動いています');
		const restarted = await run([{}], { ...node, parameters: { options: { takeOver: true } } });
		expect(restarted.output('it', 0)).toMatchObject([{ run: { resumes: id } }]);
		const started = restarted.output('it')[0];
		const report = await run([{ ...started }], {
			name: 'it',
			type: `${P}.changeReport`,
			parameters: {},
		});
		expect(report.output('it')[0]).toMatchObject({
			has_changes: true,
			text: expect.stringContaining(`前の実行 ${id} がn8nの停止で途中で`) as string,
		});
		const finished = await run([{ ...started }], {
			name: 'it',
			type: `${P}.runGuard`,
			parameters: { operation: 'finish' },
		});
		expect(finished.output('it')[0]).toMatchObject({
			history: { dry_run: true, result: '成功', notified: '不要' },
		});
		expect((await run([{}], node)).output('it', 0)).toHaveLength(1);
	});

	it('Run Guard should pause and resume an account, which BASE Update obeys', async () => {
		const pause = (operation: string) => ({
			name: 'it',
			type: `${P}.runGuard`,
			parameters: { operation, pauseAccount: 'demo-shop' },
		});
		await run([{}], pause('pause'));
		const sync = async () =>
			await run(
				[{}],
				{ name: 'listings', type: `${P}.baseListings`, parameters: {} },
				{ name: 'offers', type: `${P}.spApiBatchOffers`, parameters: { useSingle: false } },
				{ name: 'detect', type: `${P}.detectChanges`, parameters: { markup: 1.6 } },
				{ name: 'it', type: `${P}.baseUpdate`, parameters: { mode: 'live' } },
			);
		const paused = (await sync())
			.output('it')
			.map((item) => item.result as { action: string; error: string });
		expect(paused.find(({ action }) => action === 'deferred')?.error).toContain('停止中');
		expect(simulator.counters.of('base', 'items/edit').calls).toBe(0);
		await run([{}], pause('resume'));
		await sync();
		expect(simulator.counters.of('base', 'items/edit').calls).toBeGreaterThan(0);
		expect(
			(
				await run([{}], {
					...pause('pause'),
					parameters: { operation: 'pause', pauseAccount: ' ' },
				})
			).error,
		).toContain('ショップ名が空です');
	}, 30_000);
});
