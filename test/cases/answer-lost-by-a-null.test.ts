import { openQuestionsAbout } from '../support/openQuestions';
import { openStory, type SyncStory } from '../support/syncStory';

/** BASE lists the item with a null stock for once, while the owner is asked about it, or has just answered. */

let story: SyncStory;
let asin: string;
let itemId: number;

beforeEach(async () => {
	story = await openStory(12);
	asin = story.nextAsin();
	itemId = story.shown(asin).item_id;
	const { world } = story.simulator;
	world.setOffer(asin, { inStock: false });
	await story.syncLater();
	await story.later(async () => {
		world.editListing('demo-shop', itemId, { title: `${story.item(itemId).title} 2` });
		await Promise.resolve();
	}, 0.1);
	world.setOffer(asin, { price: 2000, inStock: true, shipping: 0 });
	await story.syncLater();
}, 60_000);
afterEach(async () => await story.stop());

const syncWithoutStock = async (settings?: Record<string, unknown>) => {
	const shop = story.simulator.world.shop('demo-shop');
	const list = shop.list.bind(shop);
	shop.list = () =>
		list().map((item) =>
			item.item_id === itemId ? Object.assign({ ...item }, { stock: null }) : item,
		);
	await story.syncLater(settings);
	shop.list = list;
};
const ask = async () => (await openQuestionsAbout(asin))[0]?.codes;

it('should keep the code that the owner was sent', async () => {
	const before = await ask();
	expect(before).toBeDefined();
	await syncWithoutStock();
	await story.syncLater();
	expect(await ask()).toEqual(before);
}, 60_000);

it("should carry the owner's yes out once the item can be read again", async () => {
	const approve = (await ask())!.yes;
	await syncWithoutStock({ approve });
	await story.syncLater({ approve });
	await story.syncLater({ approve });
	expect(story.shown(asin).visible).toBe(1);
}, 60_000);
