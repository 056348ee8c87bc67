import { openStory, type SyncStory } from '../support/syncStory';

/** A maker's goods sell out at once, and come back: both sources say so. */

let story: SyncStory;

beforeAll(async () => {
	story = await openStory(120);
}, 180_000);
afterAll(async () => await story.stop());

const visible = () => story.asins.filter((asin) => story.shown(asin).visible === 1).length;
const setAll = (inStock: boolean) => {
	for (const asin of story.asins.slice(0, 110)) {
		story.simulator.world.setOffer(asin, inStock ? { price: 2000, inStock } : { inStock });
	}
};

it('should hide all of a proved wave in one run, and show it within two', async () => {
	setAll(false);
	await story.sync();
	expect(visible()).toBe(10);
	setAll(true);
	await story.sync();
	await story.sync();
	expect(visible()).toBe(120);
}, 180_000);
