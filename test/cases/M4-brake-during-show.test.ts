import { openStory, type SyncStory } from '../support/syncStory';
import { brakeAtDesk } from '../support/deskJobs';
import { whenEditArrives } from '../support/whenEditArrives';

/**
 * M4: the owner pulls the emergency brake while the sync's show is on its way to a slow BASE. At the end of
 * the brake nothing is on sale.
 */

let story: SyncStory;

beforeEach(async () => {
	story = await openStory(4);
}, 60_000);
afterEach(async () => await story.stop());

const visible = () => story.asins.filter((asin) => story.shown(asin).visible === 1);

/** An item that the sync hid is back at Amazon: the next run shows it. */
const comeBack = async (): Promise<void> => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { inStock: false });
	await story.sync();
	expect(story.shown(asin).visible).toBe(0);
	story.simulator.world.setOffer(asin, { price: 2000, inStock: true, shipping: 0 });
};

/** Gives the items that are on sale at the end of the brake, and at the end of the sync. */
const brakeDuringShow = async (): Promise<string[][]> => {
	story.simulator.faults.add({ kind: 'slow', operation: 'items/edit', milliseconds: 1500 });
	const arrived = whenEditArrives(story.simulator);
	const syncing = story.sync();
	await arrived;
	await brakeAtDesk(story, { reason: '価格の入力ミス' });
	const atItsEnd = visible();
	await syncing;
	return [atItsEnd, visible()];
};

it('should have nothing on sale at its end, nor after the sync', async () => {
	await comeBack();

	expect(await brakeDuringShow()).toEqual([[], []]);
}, 60_000);

it('should wait for the show too if nothing else is on sale', async () => {
	await comeBack();
	for (const asin of visible()) {
		story.simulator.world.editListing('demo-shop', story.shown(asin).item_id, { visible: 0 });
	}

	expect(await brakeDuringShow()).toEqual([[], []]);
}, 60_000);
