import { openStory, type SyncStory } from '../support/syncStory';
import { watchOnce } from '../support/watchOnce';

/**
 * M1: Amazon raises the price of most of the shop at once. A run that stopped after 50 raises left items on
 * sale at a loss. What lowers the risk is never stopped by a count.
 */

const ITEMS = 130;
const DEARER = 120;
/** 2,800 yen cost: (2,800 + 40) / 0.934 = 3,040.7; each fee is rounded up, so 3,042 yen leave 2,800. */
const FLOOR = 3042;
/** 2,800 x 1.3. */
const RAISED = 3640;

let story: SyncStory;

beforeEach(async () => {
	story = await openStory(ITEMS);
	for (const asin of story.asins.slice(0, DEARER)) {
		story.simulator.world.setOffer(asin, { price: 2800, inStock: true, shipping: 0 });
	}
}, 120_000);
afterEach(async () => await story.stop());

const risen = () => story.asins.slice(0, DEARER).map((asin) => story.shown(asin));
const atALoss = () => risen().filter(({ price, visible }) => visible === 1 && price < FLOOR).length;
const raised = () => risen().filter(({ price, visible }) => visible === 1 && price === RAISED);

it('should leave nothing on sale below its floor, and raise all, in one run', async () => {
	await story.sync();

	expect(atALoss()).toBe(0);
	expect(raised()).toHaveLength(DEARER);
}, 120_000);

it('should do the same in one run of the watch', async () => {
	await watchOnce(story);

	expect(atALoss()).toBe(0);
	expect(raised()).toHaveLength(DEARER);
}, 120_000);
