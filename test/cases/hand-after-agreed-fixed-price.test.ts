import { setItemRule } from '../support/itemRuleAtDesk';
import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';

/** An item gets a fixed price that the shop shows already, so nothing is written. Later the owner changes it by hand. */

shortenWaits();

let story: SyncStory;
beforeEach(async () => void (story = await openStory(12)), 60_000);
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

const byHand = (itemId: number, price: number) =>
	story.simulator.world.editListing('demo-shop', itemId, { price });

it('control: should keep a price by hand that came after a fixed price that the sync wrote', async () => {
	const asin = story.nextAsin();
	const { item_id } = story.shown(asin);
	await story.later(async () => await setItemRule(item_id, { price: '2980' }), 1);
	await story.syncLater();
	expect(story.shown(asin).price).toBe(2980);
	byHand(item_id, 3500);
	await story.syncLater();
	expect(story.shown(asin).price).toBe(3500);
}, 60_000);

it('should keep a price by hand that came after a fixed price that the shop showed already', async () => {
	const asin = story.nextAsin();
	const { item_id } = story.shown(asin);
	byHand(item_id, 2980);
	await story.syncLater();
	expect(story.shown(asin).price).toBe(2980);
	// Makes what was typed in BASE last: "this is the price, whatever Amazon asks".
	await story.later(async () => await setItemRule(item_id, { price: '2980' }), 1);
	await story.syncLater();
	await story.syncLater();
	expect(story.shown(asin).price).toBe(2980);
	byHand(item_id, 3500);
	await story.syncLater();
	expect(story.shown(asin).price).toBe(3500);
}, 60_000);
