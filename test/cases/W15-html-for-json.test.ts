import { shortenWaits } from '../support/shortWaits';
import { openStory, PRICE, type SyncStory } from '../support/syncStory';

/** A server on the way answers every call with 400 and a page: no word of Amazon's about any product. */

shortenWaits();
let story: SyncStory;

beforeAll(async () => {
	story = await openStory();
});
afterAll(async () => await story.stop());

it('should try a few times, split no batch, and leave every item as it is', async () => {
	story.simulator.faults.add({ kind: 'html', service: 'amazon', status: 400 });
	story.simulator.counters.reset();
	const { items } = await story.sync();
	expect(items.every(({ offer_status }) => offer_status === 'unknown')).toBe(true);
	expect(story.simulator.counters.of('amazon', 'getItemOffersBatch').calls).toBe(4);
	expect(story.asins.every((asin) => story.shown(asin).price === PRICE)).toBe(true);
});
