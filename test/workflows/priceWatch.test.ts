import { join } from 'node:path';
import type { Round } from '../../lib/n8n/items/parts/round';
import type { RunSummary } from '../../lib/report/summary';
import type { Run } from '../../lib/ledger/runs/run';
import { startSimulator, type Simulator } from '../../simulator/start';
import {
	runWorkflow,
	useTemporaryUserFolder,
	type Credentials,
	type EngineRun,
} from '../support/n8nEngine';
import { askForAll, chatworkOf, credentialsFor, shippedWorkflow } from '../support/shopWorld';
import { mirrorTables, type Tables } from '../support/mirrorTables';
import { quickenFirstCalls } from '../support/quickRates';
import { shortenWaits } from '../support/shortWaits';
import { setDryRun } from '../support/shopRules';
import { shippedWatch, WATCH_TRIGGER } from '../support/watchOnce';
import { openFolder } from '../support/stored';

const folder = join(useTemporaryUserFolder(), '.n8n/amazon-base-sync/default');
const restoreFirstCalls = quickenFirstCalls();

/** Both begin in the same workflow; the watch goes by the shop's rules: it is live once the sync is. */
const begin = {
	sync: {
		make: (settings: object) => shippedWorkflow(SYNC, { ...live, ...settings }),
		startNode: '定期実行',
	},
	watch: {
		make: (settings: object) => shippedWatch({ ...live, ...settings }),
		startNode: WATCH_TRIGGER,
	},
};
const SYNC = 'price-stock-sync.json';
const live = { dry_run: false };
type Kind = keyof typeof begin;

describe('the watch of price-stock-sync.json', () => {
	let simulator: Simulator;
	let credentials: Credentials;

	const run = async (kind: Kind, settings: Record<string, unknown> = {}): Promise<EngineRun> => {
		const { make, startNode } = begin[kind];
		const workflow = make({ ...chatworkOf(simulator), ...settings });
		return await runWorkflow(workflow, { credentials, startNode });
	};
	/** One of several shops, each with an account of its own. */
	const runFor = async (
		of: Simulator,
		kind: Kind,
		shop: number,
		settings: Record<string, unknown> = {},
	) => {
		const { make, startNode } = begin[kind];
		const workflow = make({ account: `shop-${shop}`, ...chatworkOf(of), ...settings });
		const done = await runWorkflow(workflow, { credentials: credentialsFor(of, shop), startNode });
		expect(done.error).toBeUndefined();
	};
	/** Other shops keep their records apart: shops of two simulators have the same numbers of items. */
	const inAnotherFolder = async (work: () => Promise<void>): Promise<void> => {
		const before = process.env.N8N_USER_FOLDER;
		useTemporaryUserFolder();
		try {
			await work();
		} finally {
			process.env.N8N_USER_FOLDER = before;
		}
	};
	const watch = async () => await run('watch');
	/** What needs nobody at once is told an hour after the last message. */
	const watchLater = async () => {
		const realNow = Date.now;
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => realNow() + 61 * 60_000);
		const watched = await watch();
		clock.mockRestore();
		return watched;
	};
	const offerCalls = () => simulator.counters.of('amazon', 'getItemOffersBatch');

	beforeAll(async () => {
		simulator = await startSimulator({ products: 140, plain: true, speed: 1e6, tokenSpeed: 1 });
		credentials = credentialsFor(simulator);
		const first = await run('sync', { use_single_operation: false });
		expect(first.error).toBeUndefined();
	}, 90_000);

	afterAll(async () => await simulator.stop());

	it('should confirm nothing, set no stamp and bury no run in the history while nothing moved', async () => {
		await watch();
		simulator.counters.reset();
		const second = await watch();
		expect(second.error).toBeUndefined();
		expect(simulator.counters.of('amazon', 'getCompetitivePricing')).toMatchObject({
			calls: 7,
			rejected: 0,
		});
		expect(offerCalls().calls).toBe(0);
		expect(simulator.counters.of('base', 'items/edit').calls).toBe(0);
		expect(second.output('変動レポート')[0]).toMatchObject({ has_changes: false });
		expect(second.output('動きを調べる').some((item) => 'offer' in item)).toBe(false);
		const tables: Tables = new Map();
		await mirrorTables(tables);
		const listed = tables.get('sync_runs')?.map(({ run }) => run);
		const { run: watched } = second.output('実行の開始')[0] as { run: Run };
		expect(listed).not.toContain(watched.id);
	}, 60_000);

	it("should read only what changed in the shop, and see the owner's hand", async () => {
		const [listing] = simulator.world.listings('demo-shop');
		await watchLater();
		simulator.world.editListing('demo-shop', listing!.item.item_id, { stock: 7 });
		simulator.counters.reset();
		const watched = await watchLater();
		expect(watched.error).toBeUndefined();
		expect(simulator.counters.of('base', 'items').calls).toBe(1);
		const cache = openFolder({ folder, now: Date.now });
		const shop = await cache.items.read('demo-shop');
		const seen = shop!.listings.find(({ item_id }) => item_id === listing!.item.item_id);
		expect(seen).toMatchObject({ stock: 7 });
	}, 60_000);

	it('should put out slices and what moved, never the whole shop', async () => {
		const watched = await watch();
		const slices = watched.output('BASEの商品一覧');
		expect(slices.length).toBeGreaterThanOrEqual(5);
		for (const node of ['動きを調べる', 'キャッシュを読む', 'Amazonの価格と在庫', 'BASEを更新']) {
			expect(watched.output(node)).toHaveLength(slices.length);
		}
		const looked = watched
			.output('動きを調べる')
			.map(({ slice }) => (slice as unknown as Round).done!.looked);
		const { total } = watched.output('変動レポート')[0]!.summary as unknown as RunSummary;
		expect(looked.reduce((sum, count) => sum + count)).toBe(total);
	}, 60_000);

	it('should confirm what moved at once and apply it, and nothing else', async () => {
		const moved = [...simulator.world.products.keys()].slice(20, 30);
		for (const asin of moved) {
			const { price } = simulator.world.truth(asin);
			simulator.world.setOffer(asin, { price: (price ?? 0) + 500, inStock: true, shipping: 0 });
		}
		simulator.counters.reset();
		simulator.messages.clear();
		const second = await watchLater();
		expect(second.error).toBeUndefined();
		const confirmed = second
			.output('動きを調べる')
			.filter((item) => 'offer' in item)
			.map((item) => item.asin);
		const listed = moved.filter((asin) => simulator.world.itemsOf('demo-shop', asin).length > 0);
		expect(new Set(confirmed)).toEqual(new Set(listed));
		expect(simulator.counters.of('amazon', 'getItemOffers').rejected).toBe(0);
		expect(offerCalls().rejected).toBe(0);
		expect(second.output('変動レポート')[0]?.summary).toMatchObject({
			changed: confirmed.length,
			edited: confirmed.length,
		});
		expect(simulator.messages.list()).toHaveLength(1);

		simulator.counters.reset();
		const third = await watch();
		expect(third.error).toBeUndefined();
		expect(offerCalls().calls).toBe(0);
	}, 60_000);

	it('should hide what sold out within the half hour, and show it again', async () => {
		const asin = [...simulator.world.products.keys()].find(
			(each, index) => index > 60 && simulator.world.itemsOf('demo-shop', each).length > 0,
		)!;
		const visible = () => simulator.world.itemsOf('demo-shop', asin).map((item) => item.visible);
		const { price } = simulator.world.truth(asin);
		simulator.world.setOffer(asin, { inStock: false });
		expect((await watch()).error).toBeUndefined();
		expect(visible()).toEqual([0]);
		simulator.counters.reset();
		await watch();
		expect(offerCalls().calls).toBe(0);
		simulator.world.setOffer(asin, { inStock: true, price: price!, shipping: 0 });
		await watch();
		expect(visible()).toEqual([1]);
	}, 60_000);

	it('should gather for an hour what needs nobody at once, and tell at once what does', async () => {
		const [first, second, third] = [62, 64, 66].map((from) =>
			[...simulator.world.products.keys()].find(
				(each, index) => index > from && simulator.world.itemsOf('demo-shop', each).length > 0,
			)!,
		);
		const move = (asin: string) =>
			simulator.world.setOffer(asin, {
				...{ price: simulator.world.truth(asin).price! + 300, inStock: true, shipping: 0 },
			});
		move(first!);
		await watchLater();
		simulator.messages.clear();
		move(second!);
		await watchLater();
		expect(simulator.messages.list()).toEqual([]);
		simulator.world.setOffer(third!, { inStock: false });
		simulator.faults.add({ kind: 'status', operation: 'items/edit', status: 500 });
		await watchLater();
		simulator.faults.clear();
		const [told] = simulator.messages.list().map(({ body }) => body);
		expect(told).toContain('まだ公開中です');
		for (const asin of [second!, third!]) expect(told).toContain(asin);
		await watchLater();
	}, 60_000);

	describe('when its last answer did not reach the shop or its owner', () => {
		shortenWaits();
		const listed = (from: number) =>
			[...simulator.world.products.keys()].find(
				(each, index) => index > from && simulator.world.itemsOf('demo-shop', each).length > 0,
			)!;
		afterEach(() => simulator.faults.clear());

		it('should hide at its next run what BASE failed to hide', async () => {
			const asin = listed(70);
			const visible = () => simulator.world.itemsOf('demo-shop', asin).map((item) => item.visible);
			simulator.world.setOffer(asin, { inStock: false });
			simulator.faults.add({ kind: 'status', operation: 'items/edit', status: 500 });
			expect((await watch()).output('変動レポート')[0]?.summary).toMatchObject({ failed: 1 });
			expect(visible()).toEqual([1]);
			simulator.faults.clear();
			await watch();
			expect(visible()).toEqual([0]);
			simulator.counters.reset();
			await watch();
			expect(offerCalls().calls).toBe(0);
		}, 60_000);

		it('should tell at each further run what Chatwork did not take, until it was told', async () => {
			const [first, second] = [listed(80), listed(90)];
			const move = (asin: string) => {
				const { price } = simulator.world.truth(asin);
				simulator.world.setOffer(asin, { price: price! + 700, inStock: true, shipping: 0 });
			};
			simulator.faults.add({ kind: 'chatworkDown', service: 'chatwork' });
			move(first);
			await watch();
			move(second);
			await watch();
			await watch();
			await watch();
			simulator.faults.clear();
			simulator.messages.clear();
			await watchLater();
			const bodies = simulator.messages.list().map(({ body }) => body);
			expect(bodies).toHaveLength(1);
			expect(bodies[0]).toContain(first);
			expect(bodies[0]).toContain(second);
			await watch();
			expect(simulator.messages.list()).toHaveLength(1);
		}, 60_000);

		it('should leave to the sync what waits for a person: a pause, or an edit that keeps failing', async () => {
			const asin = listed(110);
			const shown = () => simulator.world.itemsOf('demo-shop', asin)[0]!;
			const cache = openFolder({ folder, now: Date.now });
			await cache.pauses.set('demo-shop', { by: 'owner', reason: '棚卸し' });
			simulator.world.setOffer(asin, { inStock: false });
			await watch();
			simulator.counters.reset();
			simulator.messages.clear();
			await watch();
			expect(offerCalls().calls).toBe(0);
			expect(simulator.messages.list()).toEqual([]);

			await cache.pauses.clear('demo-shop');
			const key = `demo-shop/${shown().item_id}`;
			const unsent_since = new Date(Date.now() - 4 * 3_600_000).toISOString();
			await cache.write([{ asin, set: { shop: { [key]: { unsent_since } } } }]);
			await watch();
			expect(shown()).toMatchObject({ visible: 1 });
			await run('sync', askForAll);
			expect(shown()).toMatchObject({ visible: 0 });
			expect((await cache.read([asin])).get(asin)?.shop?.[key]?.unsent_since).toBeNull();
		}, 90_000);

		it('should ask for nothing more in a dry run, which owes nothing', async () => {
			const asin = listed(100);
			simulator.world.setOffer(asin, { inStock: false });
			await setDryRun(true);
			await watch();
			simulator.counters.reset();
			await watch();
			expect(offerCalls().calls).toBe(0);
			await setDryRun(false);
			await watch();
			expect(simulator.world.itemsOf('demo-shop', asin)[0]).toMatchObject({ visible: 0 });
		}, 60_000);
	});

	it('should reach the second of two shops, whose watch comes after the movement was seen', async () => {
		const other = await startSimulator({
			products: 60,
			plain: true,
			shops: 2,
			speed: 1e6,
			tokenSpeed: 1,
		});
		try {
			await inAnotherFolder(async () => {
				for (const kind of ['sync', 'watch'] as const) {
					for (const shop of [0, 1]) await runFor(other, kind, shop);
				}
				const [gone = '', dearer = ''] = other.world
					.listings(other.credentials.shops[1]!.name)
					.flatMap(({ asin }) => (asin ? [asin] : []))
					.filter((asin) => other.world.truth(asin).price !== null)
					.slice(3);
				const { price } = other.world.truth(dearer);
				other.world.setOffer(gone, { inStock: false });
				other.world.setOffer(dearer, { price: price! + 1_000, inStock: true, shipping: 0 });
				await runFor(other, 'watch', 0);
				await runFor(other, 'watch', 1);
				for (const { name } of other.credentials.shops) {
					expect(other.world.itemsOf(name, gone)[0]).toMatchObject({ visible: 0 });
					const [item] = other.world.itemsOf(name, dearer);
					expect(item!.price).toBeGreaterThanOrEqual((price! + 1_000) * 1.29);
				}
			});
		} finally {
			await other.stop();
		}
	}, 120_000);

	it('should run beside the 3-hour sync without a rejected call or an older decision winning', async () => {
		// 5,000 yen is no leap from its price, which would be held.
		const asin = [...simulator.world.products.keys()].find((each, index) => {
			const { price } = simulator.world.truth(each);
			const isListed = simulator.world.itemsOf('demo-shop', each).length > 0;
			return index >= 40 && isListed && price !== null && price > 4_000 && price < 6_000;
		})!;
		simulator.world.setOffer(asin, { price: 5000, inStock: true, shipping: 0 });
		simulator.counters.reset();
		const [watched, synced] = await Promise.all([watch(), run('sync', askForAll)]);
		expect(watched.error).toBeUndefined();
		expect(synced.error).toBeUndefined();
		expect(offerCalls().rejected).toBe(0);
		expect(simulator.world.itemsOf('demo-shop', asin)[0]).toMatchObject({ price: 6500 });
	}, 60_000);

	it('should share one Amazon quota among two executions of each, for two shops', async () => {
		restoreFirstCalls();
		quickenFirstCalls(5);
		const other = await startSimulator({
			products: 100,
			plain: true,
			shops: 2,
			speed: 20,
			tokenSpeed: 1,
		});
		try {
			await inAnotherFolder(async () => {
				await Promise.all(
					[0, 1].flatMap((shop) => [
						runFor(other, 'watch', shop),
						runFor(other, 'sync', shop, { use_single_operation: false }),
					]),
				);
			});
			for (const operation of ['getItemOffersBatch', 'getCompetitivePricing']) {
				const { calls, throttled } = other.counters.of('amazon', operation);
				expect({ operation, isUsed: calls > 0, throttled }).toEqual({
					operation,
					isUsed: true,
					throttled: 0,
				});
			}
		} finally {
			await other.stop();
		}
	}, 120_000);
});
