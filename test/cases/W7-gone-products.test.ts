import { openStory, type SyncStory } from '../support/syncStory';
import { passHours } from '../support/passHours';

/** "No such product" is Amazon's clear word, and not a missing answer. */

let story: SyncStory;

beforeAll(async () => {
	story = await openStory();
});
afterAll(async () => await story.stop());

it('should hide within the run what both operations call unknown and was confirmed before', async () => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { state: 'invalid' });
	const { itemOf } = await story.sync();
	expect(itemOf(asin)).toMatchObject({ offer_status: 'gone' });
	expect(story.shown(asin).visible).toBe(0);
});

it('should hide nothing that only one operation calls unknown', async () => {
	const fault = story.simulator.faults.add({
		kind: 'deadAsins',
		operation: 'getItemOffersBatch',
		count: 30,
	});
	await story.sync();
	story.simulator.faults.remove(fault.id);
	const hidden = story.asins.filter((asin) => story.shown(asin).visible === 0);
	expect(hidden.length).toBeLessThanOrEqual(1);
});

it('should bring an item back once Amazon knows it again', async () => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { state: 'deleted' });
	await story.sync();
	expect(story.shown(asin).visible).toBe(0);
	story.simulator.world.setOffer(asin, { state: 'listed' });
	await story.sync();
	expect(story.shown(asin).visible).toBe(1);
});

it('should call it dead a day later, once, and ask for it once a day', async () => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { state: 'invalid' });
	const hidden = await story.sync();
	expect(hidden.itemOf(asin)).toMatchObject({ death: null, offer_source: 'item_offers' });

	passHours(24);
	const dead = await story.sync();
	expect(dead.itemOf(asin).death).toBe('now');
	expect(dead.message).toContain('Amazonからなくなった商品');
	expect(dead.message).toContain(asin);

	passHours(3);
	const later = await story.sync();
	expect(later.itemOf(asin)).toMatchObject({ death: 'before', offer_source: 'cache' });
	expect(later.message).not.toContain(asin);

	passHours(21);
	expect((await story.sync()).itemOf(asin)).toMatchObject({
		death: 'before',
		offer_source: 'item_offers_batch',
	});
	expect(story.shown(asin).visible).toBe(0);

	story.simulator.world.setOffer(asin, { state: 'listed' });
	passHours(24);
	expect((await story.sync()).itemOf(asin).death).toBeNull();
	expect(story.shown(asin).visible).toBe(1);
	jest.restoreAllMocks();
});

it('should count as answered, so that many dead items do not look like an outage', async () => {
	story.simulator.faults.add({ kind: 'deadAsins', count: 40 });
	const { message, error } = await story.sync();
	story.simulator.faults.clear();
	expect(error).toBeUndefined();
	expect(message).not.toContain('成功率');
});
