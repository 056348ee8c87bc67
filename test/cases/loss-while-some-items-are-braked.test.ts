import { brakeAtDesk } from '../support/deskJobs';
import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';
import { watchOnce } from '../support/watchOnce';

/** The owner takes one item off sale for closed days; the others go on being sold, and none of them at a loss. */

shortenWaits();

let story: SyncStory;
let braked: string;
let other: string;

beforeEach(async () => {
	story = await openStory(12);
	[braked, other] = [story.nextAsin(), story.nextAsin()];
	const item_ids = String(story.shown(braked).item_id);
	const day_of_return = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
	await story.later(async () => await brakeAtDesk(story, { item_ids, day_of_return }), 0.1);
	expect(story.shown(braked).visible).toBe(0);
	expect(story.shown(other).visible).toBe(1);
	// The floor is (2,500 + 40) / 0.934 = 2,720 yen; the shop's price is 2,600.
	story.simulator.world.setOffer(other, { price: 2500, inStock: true, shipping: 0 });
}, 60_000);
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

const isSoldAtALoss = () => story.shown(other).visible === 1 && story.shown(other).price < 2720;

it('control: should take off sale what Amazon sold out meanwhile', async () => {
	story.simulator.world.setOffer(other, { inStock: false });
	await story.syncLater();
	expect(story.shown(other).visible).toBe(0);
}, 60_000);

it('should not sell another item at a loss after the next sync', async () => {
	await story.syncLater();
	await story.syncLater();
	expect(isSoldAtALoss()).toBe(false);
}, 60_000);

it('should not sell another item at a loss after the next watch', async () => {
	await story.later(async () => await watchOnce(story), 0.2);
	await story.later(async () => await watchOnce(story), 0.2);
	expect(isSoldAtALoss()).toBe(false);
}, 60_000);
