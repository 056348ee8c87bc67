import { openStory, type SyncStory } from '../support/syncStory';

/** The batch says "0 offers" of items whose Buy Box is shown in the same minute. */

let story: SyncStory;

beforeAll(async () => {
	story = await openStory();
});
afterAll(async () => await story.stop());
afterEach(() => story.simulator.faults.clear());

it('should hide nothing that the other operation still lists', async () => {
	story.simulator.faults.add({ kind: 'falseZeros', count: 30 });
	const { items } = await story.sync();
	expect(items.every(({ offer_status }) => offer_status === 'in_stock')).toBe(true);
	expect(items.some(({ offer_source }) => offer_source === 'item_offers')).toBe(true);
	expect(story.asins.every((asin) => story.shown(asin).visible === 1)).toBe(true);
});

it('should hide at once what is sold out by both sources', async () => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { inStock: false });
	await story.sync();
	expect(story.shown(asin).visible).toBe(0);
});
