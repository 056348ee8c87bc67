import { beforeNode } from '../support/beforeNode';
import { useMovableClock } from '../support/movableClock';
import { openStory, PRICE, type SyncStory } from '../support/syncStory';
import { watchOnce } from '../support/watchOnce';
import { withStoredData } from '../support/withStoredData';

/**
 * M11: the sync decides a cut on 1,700 yen. Before it sends the cut, somebody else confirms 2,000 yen. The cut
 * is dropped, or decided anew.
 */

const MINUTE = 1 / 60;

const { passHours } = useMovableClock();

let story: SyncStory;
let asin: string;

beforeEach(async () => {
	story = await openStory(12);
	asin = story.nextAsin();
	// The watch knows what it compares with.
	await watchOnce(story);
	// 1,700 x 1.3 = 2,210 yen.
	story.simulator.world.setOffer(asin, { price: 1700, inStock: true, shipping: 0 });
}, 60_000);
afterEach(async () => await story.stop());

it('should cut where nothing newer is known', async () => {
	beforeNode('baseUpdate', async () => passHours(2 * MINUTE));

	await story.sync();

	expect(story.shown(asin).price).toBe(2210);
}, 60_000);

it('should not send the cut once the cache holds a newer, higher price', async () => {
	beforeNode('baseUpdate', async () => {
		passHours(2 * MINUTE);
		const at = new Date().toISOString();
		const confirmed = await withStoredData(
			async (cache) =>
				await cache.write([
					{ asin, set: { price: { price: 2000, at }, stock: { in_stock: true, at } } },
				]),
		);
		expect(confirmed).toEqual([expect.objectContaining({ ok: true, skipped: [] })]);
	});

	await story.sync();

	expect(story.shown(asin)).toMatchObject({ price: PRICE, visible: 1 });
}, 60_000);

it('should not send the cut once the watch has confirmed a higher price', async () => {
	beforeNode('baseUpdate', async () => {
		passHours(2 * MINUTE);
		story.simulator.world.setOffer(asin, { price: 2000, inStock: true, shipping: 0 });
		await watchOnce(story);
	});

	await story.sync();

	const known = await withStoredData(async (cache) => (await cache.read([asin])).get(asin));
	expect(known?.price).toBe(2000);
	expect(story.shown(asin)).toMatchObject({ price: PRICE, visible: 1 });
}, 60_000);

it('should not show what the cache has learnt to be sold out meanwhile', async () => {
	const { world } = story.simulator;
	world.setOffer(asin, { inStock: false });
	await story.sync();
	world.setOffer(asin, { price: 2000, inStock: true, shipping: 0 });
	beforeNode('baseUpdate', async () => {
		passHours(2 * MINUTE);
		const at = new Date().toISOString();
		await withStoredData(
			async (cache) =>
				await cache.write([
					{
						asin,
						set: { stock: { in_stock: false, offer_status: 'out_of_stock', at } },
					},
				]),
		);
	});

	await story.sync();

	expect(story.shown(asin).visible).toBe(0);
}, 60_000);
