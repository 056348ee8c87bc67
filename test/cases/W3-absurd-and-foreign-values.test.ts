import { openStory, PRICE, type SyncStory } from '../support/syncStory';
import type { WorldOffer } from '../../simulator/world/product';

/** Values that the model allows and no seller means: they set no price. */

let story: SyncStory;

beforeAll(async () => {
	story = await openStory();
});
afterAll(async () => await story.stop());

it.each<[string, Partial<WorldOffer>, string]>([
	['points below 0', { price: 1500, points: -500 }, 'unknown'],
	['more points than the price', { price: 1500, points: 1501 }, 'unknown'],
	['hours below 0', { price: 1500, minimumHours: -24, maximumHours: -1 }, 'unknown'],
	['half a yen', { price: 1500.5 }, 'unknown'],
	['another currency', { price: 15, currency: 'USD' }, 'unknown'],
	['the owner of the account as its only seller', { price: 1500, isOwn: true }, 'filtered_out'],
])('should believe no offer with %s', async (_what, offer, status) => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { offers: [offer] });
	const { itemOf } = await story.sync();
	expect(itemOf(asin)).toMatchObject({ offer_status: status, offer_price: null });
	expect(story.shown(asin)).toMatchObject({
		price: PRICE,
		visible: status === 'filtered_out' ? 0 : 1,
	});
});

it('should price by another seller beside an offer that cannot be believed', async () => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, {
		offers: [{ price: 1500, points: -500 }, { price: 1500, isOwn: true }, { price: 2500 }],
	});
	await story.sync();
	expect(story.shown(asin)).toMatchObject({ price: 3250, visible: 1 });
});
