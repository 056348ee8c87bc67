import type { INodeExecutionData } from 'n8n-workflow';
import { waitFor } from '../../realN8n/machine/waiting';
import { itemsOfRun } from '../support/itemsOfRun';
import { openStory, type SyncStory } from '../support/syncStory';
import { syncOnce, type SyncOnce } from '../support/syncOnce';
import { withStoredData } from '../support/withStoredData';

const ITEMS = 240;

type Json = INodeExecutionData['json'];

const productsOf = ({ run }: SyncOnce, node: string): Json[] =>
	run.output(node).filter(({ slice }) => slice === undefined);

/** A sync on schedule leaves its items in the store: only what moves goes through the loop. */
describe('the rounds of a sync', () => {
	let story: SyncStory;
	beforeEach(async () => {
		story = await openStory(ITEMS, { unlisted: 1 });
	});
	afterEach(async () => await story.stop());

	const reprice = (asins: readonly string[], price: number): void => {
		for (const asin of asins)
			story.simulator.world.setOffer(asin, { price, inStock: true, shipping: 0 });
	};
	const sync = async (byHand = false, settings = {}): Promise<SyncOnce> =>
		await story.later(
			async () => await syncOnce(story.simulator, story.credentials, { byHand, settings }),
		);

	it('should pass on the items that moved, and no others', async () => {
		const moved = story.asins.slice(100, 103);
		reprice(moved, 2200);

		const done = await sync();

		const asins = productsOf(done, 'BASEを更新').map(({ asin }) => asin);
		expect(asins.sort()).toEqual([...moved].sort());
		for (const asin of moved) expect(story.shown(asin).price).toBe(2860);
	});

	it('should count all items in the report, and the calls of each round', async () => {
		const { report } = await sync();

		expect(report?.summary).toMatchObject({
			...{ total: ITEMS, fetched: ITEMS, in_stock: ITEMS, changed: 0, edited: 0, rejected: 0 },
			calls: { getItemOffersBatch: ITEMS / 20 },
		});
	});

	it('should say the same of each item as a run by hand, which passes on all of them', async () => {
		reprice(story.asins.slice(0, 2), 2200);
		const facts = async (done: SyncOnce) => {
			const items = await itemsOfRun(done.run);
			return items
				.map(({ asin, offer_status, decision, change, shop_price, result }) => ({
					...{ asin, offer_status, decision, shop_price, result },
					kinds: change?.kinds,
				}))
				.sort((one, other) => one.asin.localeCompare(other.asin));
		};
		const dry = { dry_run: true, manual_limit: 0 };
		const scheduled = await sync(false, dry);
		const byHand = await sync(true, dry);

		expect(productsOf(byHand, 'BASEを更新')).toHaveLength(ITEMS);
		expect(await facts(scheduled)).toEqual(await facts(byHand));
	});

	it('should ask first for what was never confirmed', async () => {
		const asin = story.simulator.world.unlistedAsins('demo-shop')[0]!;
		story.place(asin, 'New in the shop');

		const { run } = await sync();

		const rounds = run.output('古い順に並べる').map(({ slice }) => slice as { asins: string[] });
		expect(rounds.map(({ asins }) => asins.length)).toEqual([100, 100, 41]);
		expect(rounds[0]!.asins[0]).toBe(asin);
	});

	it('should count each item once in the progress that the desk shows', async () => {
		reprice(story.asins.slice(0, 5), 2200);
		const seen: number[] = [];
		let isOver = false;
		const watchProgress = async (): Promise<void> => {
			while (!isOver) {
				const lease = await withStoredData(
					async ({ leases }) => await leases.current('sync/demo-shop'),
				);
				if (lease?.progress) seen.push(lease.progress.done);
				await new Promise((resolve) => setTimeout(resolve, 5));
			}
		};
		const watching = watchProgress();
		await sync();
		isOver = true;
		await watching;

		expect(Math.max(...seen)).toBe(ITEMS);
		expect(seen).toEqual([...seen].sort((one, other) => one - other));
	});

	it('should decide again on what a watch has found while Amazon was asked', async () => {
		const [asin] = story.asins;
		const { counters, faults } = story.simulator;
		faults.add({ kind: 'slow', milliseconds: 500, operation: 'getItemOffersBatch' });
		const storeWhileAsked = async (): Promise<void> => {
			const isAsked = () => counters.of('amazon', 'getItemOffersBatch').calls > 0;
			await waitFor('Amazon is asked', async () => isAsked(), 30_000);
			const at = new Date(Date.now()).toISOString();
			const set = { price: { price: 1700, at }, stock: { in_stock: true, at } };
			await withStoredData(async (cache) => await cache.write([{ asin: asin!, set }]));
		};
		const syncing = sync();
		counters.reset();
		await storeWhileAsked();
		const done = await syncing;

		expect(productsOf(done, 'BASEを更新').map((json) => json.asin)).toContain(asin);
	});

	it('should pass on all items where the node goes by rules of its own', async () => {
		const done = await story.later(
			async () =>
				await syncOnce(story.simulator, story.credentials, {
					change: (nodes) => {
						nodes.find(({ name }) => name === '動きを調べる')!.parameters.rulesFrom = 'here';
					},
				}),
		);
		expect(productsOf(done, 'BASEを更新')).toHaveLength(ITEMS);
		expect(done.report?.summary).toMatchObject({ total: ITEMS, fetched: ITEMS });
	});

	it('should go on with an item that the owner deleted meanwhile', async () => {
		const [asin] = story.asins;
		const { item_id } = story.shown(asin!);
		reprice([asin!], 2200);
		story.simulator.world.shop('demo-shop').delete(item_id);
		const { run, report } = await sync();
		expect(run.error).toBeUndefined();
		expect(report?.summary).toMatchObject({ total: ITEMS - 1 });
	});
});
