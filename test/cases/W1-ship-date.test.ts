import { COST, openStory, PRICE, type SyncStory } from '../support/syncStory';

/** Offers for later: the hours say 0, the date beside them says weeks. Only the date is true. */

const DAY = 24 * 3_600_000;

let story: SyncStory;

beforeAll(async () => {
	story = await openStory();
});
afterAll(async () => await story.stop());

const soldAhead = (days: number, hours: number) => ({
	availability: 'FUTURE_WITH_DATE' as const,
	availableDate: new Date(Date.now() + days * DAY).toISOString(),
	minimumHours: hours,
	maximumHours: hours,
});

it.each([
	[60, 0],
	[60, 24],
	[120, 0],
	[19, 24],
	[4, 0],
])('should hide what comes in %i days, though its hours say %i', async (days, hours) => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { price: COST, ...soldAhead(days, hours) });
	const { itemOf } = await story.sync();
	expect(itemOf(asin)).toMatchObject({ offer_status: 'filtered_out' });
	expect(story.shown(asin).visible).toBe(0);
});

it('should keep what comes tomorrow', async () => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { price: COST, ...soldAhead(1, 0) });
	const { itemOf } = await story.sync();
	expect(itemOf(asin)).toMatchObject({ offer_status: 'in_stock' });
	expect(story.shown(asin)).toMatchObject({ visible: 1, price: PRICE });
});

it('should price by the offer that ships now, not by a cheaper one for later', async () => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, {
		offers: [{ price: 1980, ...soldAhead(60, 0) }, { price: 2500 }],
	});
	await story.sync();
	expect(story.shown(asin)).toMatchObject({ visible: 1, price: 3250 });
});
