import { shortenWaits } from '../support/shortWaits';
import { COST, openStory, type SyncStory } from '../support/syncStory';

/** BASE answers its list and takes edits, but the detail of an item can't be read. */

shortenWaits();

let story: SyncStory;
beforeEach(async () => void (story = await openStory(12)), 60_000);
afterEach(async () => await story.stop());

it('should still hide what Amazon has sold out', async () => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { inStock: false });
	story.simulator.faults.add({ kind: 'databaseError', operation: 'items/detail' });
	await story.syncLater();
	await story.syncLater();
	expect(story.shown(asin).visible).toBe(0);
}, 60_000);

it('should still raise or hide what is below its floor', async () => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { price: 2 * COST, inStock: true });
	story.simulator.faults.add({ kind: 'databaseError', operation: 'items/detail' });
	await story.syncLater();
	const { visible, price } = story.shown(asin);
	expect({ visible, price, isAtALoss: visible === 1 && price < 2 * COST }).toMatchObject({
		isAtALoss: false,
	});
}, 60_000);

it('should still hide the one item whose detail alone is odd', async () => {
	const ids = story.asins.map((asin) => story.shown(asin).item_id);
	const asin = story.asins[ids.indexOf(Math.min(...ids))]!;
	story.simulator.world.setOffer(asin, { inStock: false });
	// Its stock is null there; in the list it is not.
	story.simulator.faults.add({ kind: 'oddItem', operation: 'items/detail', count: 1 });
	await story.syncLater();
	await story.syncLater();
	expect(story.shown(asin).visible).toBe(0);
}, 60_000);
