import { openStory, PRICE, type SyncStory } from '../support/syncStory';

/** Answers that say "nobody sells it" and speak against themselves: nothing follows from them. */

let story: SyncStory;

beforeAll(async () => {
	story = await openStory();
});
afterAll(async () => await story.stop());
afterEach(() => story.simulator.faults.clear());

const visible = () => story.asins.filter((asin) => story.shown(asin).visible === 1);

it('should hide nothing for answers that contradict themselves or are of another shop', async () => {
	const before = visible();
	story.simulator.faults.add({ kind: 'contradiction' });
	const { items } = await story.sync();
	expect(new Set(items.map(({ offer_status }) => offer_status))).toEqual(new Set(['unknown']));
	expect(visible()).toEqual(before);
});

it('should hide nothing by an answer that names an ASIN twice, once as sold out', async () => {
	const asin = story.nextAsin();
	story.simulator.faults.add({ kind: 'answeredTwice', count: 20 });
	story.simulator.world.setOffer(asin, { inStock: false });
	const { itemOf } = await story.sync();
	expect(itemOf(asin)).toMatchObject({ offer_status: 'unknown' });
	expect(story.shown(asin)).toMatchObject({ visible: 1, price: PRICE });
});

it('should hide what is sold out by an answer that adds up', async () => {
	const [asin, used] = [story.nextAsin(), story.nextAsin()];
	story.simulator.world.setOffer(asin, { inStock: false });
	story.simulator.world.setOffer(used, { offers: [{ price: 900, condition: 'Used' }] });
	const { itemOf } = await story.sync();
	expect(itemOf(asin)).toMatchObject({ offer_status: 'out_of_stock' });
	expect(itemOf(used)).toMatchObject({ offer_status: 'out_of_stock' });
	expect([story.shown(asin).visible, story.shown(used).visible]).toEqual([0, 0]);
});
