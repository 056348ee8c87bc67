import { openStory, PRICE, type SyncStory } from '../support/syncStory';

/** Amazon's 403 for an ended token has the reason in `details`; its message is that of any refusal. */

let story: SyncStory;

beforeAll(async () => {
	story = await openStory();
});
afterAll(async () => await story.stop());

it('should get one new token for one that ended too early, and go on', async () => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { price: 2500 });
	story.simulator.counters.reset();
	story.simulator.faults.add({ kind: 'expireTokens', service: 'amazon' });
	const { error, items } = await story.sync();
	expect(error).toBeUndefined();
	expect(items.every(({ offer_status }) => offer_status === 'in_stock')).toBe(true);
	expect(story.simulator.counters.of('amazon', 'token').calls).toBe(1);
	expect(story.shown(asin).price).toBe(3250);
});

it('should stop where a new token is refused as well, naming what Amazon said', async () => {
	const fault = story.simulator.faults.add({
		kind: 'expireTokens',
		operation: 'getItemOffersBatch',
		times: 9,
	});
	const { error } = await story.sync();
	story.simulator.faults.remove(fault.id);
	expect(error).toContain('The access token you included in the request has expired.');
	expect(story.shown(story.nextAsin())).toMatchObject({ visible: 1, price: PRICE });
});
