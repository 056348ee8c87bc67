import { openStory, PRICE, type SyncStory } from '../support/syncStory';

/**
 * M22: n8n was off for 30 hours, and the first answer after it fails for a good item. The price is older than a
 * day, but Amazon was asked only once: it is asked again before the item is hidden.
 */

let story: SyncStory;
let asin: string;

beforeEach(async () => {
	story = await openStory(12);
	asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { rawStatus: 'Unheard' });
	await story.later(async () => await story.sync(), 30);
}, 60_000);
afterEach(async () => await story.stop());

const syncAnHourLater = async () => await story.later(async () => await story.sync(), 1);

it('should stay on sale after one failed answer', () => {
	expect(story.shown(asin)).toMatchObject({ price: PRICE, visible: 1 });
});

it('should be hidden only by a second failed answer an hour later', async () => {
	expect(story.shown(asin).visible).toBe(1);

	await syncAnHourLater();

	expect(story.shown(asin).visible).toBe(0);
}, 60_000);

it('should never leave the sale if the second answer is good', async () => {
	expect(story.shown(asin).visible).toBe(1);
	story.simulator.world.setOffer(asin, { rawStatus: null });

	await syncAnHourLater();

	expect(story.shown(asin)).toMatchObject({ price: PRICE, visible: 1 });
}, 60_000);

it('should count anew after a good answer', async () => {
	story.simulator.world.setOffer(asin, { rawStatus: null });
	await syncAnHourLater();
	story.simulator.world.setOffer(asin, { rawStatus: 'Unheard' });

	await story.later(async () => await story.sync(), 30);

	expect(story.shown(asin)).toMatchObject({ price: PRICE, visible: 1 });
}, 60_000);
