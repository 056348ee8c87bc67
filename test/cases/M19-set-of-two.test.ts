import { openStory, type SyncStory } from '../support/syncStory';
import { openQuestions } from '../support/openQuestions';

/**
 * M19: the code of an item names the product of which it holds two: it sells for 4,980 yen, and one costs 2,000.
 * A price far from the rule's is asked about at first sight, and not cut to 2,600.
 */

const SHOP = 'demo-shop';
const SET_PRICE = 4980;

let story: SyncStory;
let itemId: number;

/** The shop is live already; the owner puts the set into it. */
beforeEach(async () => {
	story = await openStory(12, { unlisted: 1 });
	const { world } = story.simulator;
	const [asin] = world.unlistedAsins(SHOP);
	world.setOffer(asin!, { price: 2000, inStock: true, shipping: 0 });
	itemId = story.place(`b-${asin}`, `${world.product(asin!).title} 2個セット`);
	world.editListing(SHOP, itemId, { price: SET_PRICE });
}, 60_000);
afterEach(async () => await story.stop());

it('should be asked about at first sight, and keep its price', async () => {
	const { message } = await story.syncLater();

	expect(story.item(itemId)).toMatchObject({ price: SET_PRICE, visible: 1 });
	const [question, ...others] = await openQuestions();
	expect(others).toEqual([]);
	expect(question?.members.map(({ item_id }) => item_id)).toEqual([itemId]);
	expect(message).toContain(question?.codes.yes);
}, 60_000);

it('should keep its price while the question is open, though Amazon moves', async () => {
	await story.syncLater();
	const asin = (await openQuestions())[0]!.members[0]!.asin;
	story.simulator.world.setOffer(asin, { price: 1700, inStock: true, shipping: 0 });

	await story.syncLater();
	await story.syncLater();

	expect(story.item(itemId)).toMatchObject({ price: SET_PRICE, visible: 1 });
	expect(await openQuestions()).toHaveLength(1);
}, 60_000);

it('should keep its price for good after a no', async () => {
	await story.syncLater();
	const [question] = await openQuestions();

	await story.syncLater({ approve: question!.codes.no });
	await story.syncLater();

	expect(story.item(itemId)).toMatchObject({ price: SET_PRICE, visible: 1 });
	expect(await openQuestions()).toEqual([]);
}, 60_000);
