import { openStory, type SyncStory } from '../support/syncStory';

/** Offers of days ago at a tenth of the price, while the Buy Box of the same minute shows the true one. */

let story: SyncStory;

beforeAll(async () => {
	story = await openStory();
});
afterAll(async () => await story.stop());
afterEach(() => story.simulator.faults.clear());

it('should sell at no price that the Buy Box of the same minute makes unbelievable', async () => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { price: 736 });
	story.simulator.faults.add({ kind: 'staleOffers' });
	// The answer that stays: asked for once while it was true.
	await story.askOffers(asin);
	story.simulator.world.setOffer(asin, { price: 7583 });
	const { itemOf } = await story.sync();
	expect(itemOf(asin)).toMatchObject({ offer_status: 'unknown' });
	expect(story.shown(asin).price).toBe(2600);
});

it('should take the price of the other operation where that one is believable', async () => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { price: 736 });
	story.simulator.faults.add({ kind: 'staleOffers', operation: 'getItemOffersBatch' });
	await story.askOffers(asin);
	story.simulator.world.setOffer(asin, { price: 7583 });
	const { itemOf } = await story.sync();
	expect(itemOf(asin)).toMatchObject({ offer_status: 'in_stock', offer_price: 7583 });
	expect(story.shown(asin).price).toBe(9860);
});

it('should take the next offer for the cost where the cheapest one is a scam', async () => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, {
		offers: [{ price: 300 }, { price: 2500, isBuyBox: true }],
	});
	await story.sync();
	expect(story.shown(asin).price).toBe(3250);
});

it('should keep its price by the Buy Box of the answer itself where the other source is silent', async () => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, {
		offers: [
			{ price: 2000 },
			{ price: 2700 },
			{ price: 1500, availability: 'FUTURE_WITHOUT_DATE', isBuyBox: true },
		],
	});
	const silent = { kind: 'missing', operation: 'getCompetitivePricing', count: 20 } as const;
	story.simulator.faults.add(silent);
	const { itemOf } = await story.sync();
	expect(itemOf(asin)).toMatchObject({ offer_status: 'in_stock', offer_price: 2000 });
	expect(story.shown(asin).price).toBe(2600);
});
