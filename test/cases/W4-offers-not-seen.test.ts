import { openStory, type SyncStory } from '../support/syncStory';

/** Amazon lists at most 20 offers: what is said of an item says so where there are more. */

let story: SyncStory;

beforeAll(async () => {
	story = await openStory();
});
afterAll(async () => await story.stop());

const slowOffers = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ price: 2000 + index, maximumHours: 200 }));

it('should say how many offers were not seen where all that were seen are refused', async () => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { offers: slowOffers(40) });
	const { itemOf } = await story.sync();
	expect(itemOf(asin)).toMatchObject({ offer_status: 'filtered_out' });
	expect(itemOf(asin).offer_reason).toContain('40件中20件');
	expect(itemOf(asin).offer_reason).toContain('残り20件は確認できません');
});

it('should say nothing of the kind where all offers were seen', async () => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { offers: slowOffers(20) });
	const { itemOf } = await story.sync();
	expect(itemOf(asin).offer_reason).toContain('発送が遅い 20件');
	expect(itemOf(asin).offer_reason).not.toContain('確認できません');
});
