import { openStory, type SyncStory } from '../support/syncStory';
import { openQuestionsAbout } from '../support/openQuestions';

/**
 * M9: the sync hides a sold-out item; before its next run the owner shows it and hides it again by hand. The
 * item is the owner's now: it stays hidden when Amazon has it again.
 */

const SHOP = 'demo-shop';

let story: SyncStory;
let asin: string;

beforeEach(async () => {
	story = await openStory(12);
	asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { inStock: false });
	await story.sync();
	expect(story.shown(asin).visible).toBe(0);
}, 60_000);
afterEach(async () => await story.stop());

const byHand = (visible: 0 | 1) =>
	void story.simulator.world.editListing(SHOP, story.shown(asin).item_id, { visible });
const comeBack = () =>
	void story.simulator.world.setOffer(asin, { price: 2000, inStock: true, shipping: 0 });

it('should stay hidden in the next two runs', async () => {
	byHand(1);
	byHand(0);
	comeBack();

	await story.sync();
	await story.sync();

	expect(story.shown(asin).visible).toBe(0);
}, 60_000);

it('should be told or asked about once', async () => {
	byHand(1);
	byHand(0);
	comeBack();

	const messages = [(await story.sync()).message, (await story.sync()).message];

	expect(story.shown(asin).visible).toBe(0);
	expect(messages.map((message) => message.includes(asin))).toEqual([true, false]);
	expect((await openQuestionsAbout(asin)).length).toBeLessThanOrEqual(1);
}, 60_000);

it('should stay hidden where the owner acts while it is still sold out', async () => {
	byHand(1);
	byHand(0);
	await story.sync();
	comeBack();

	await story.sync();

	expect(story.shown(asin).visible).toBe(0);
}, 60_000);

it("should be shown again without the owner's hand", async () => {
	comeBack();

	await story.sync();

	expect(story.shown(asin).visible).toBe(1);
}, 60_000);

it("should be shown again if the sync hid it once more after the owner's show", async () => {
	byHand(1);
	await story.sync();
	expect(story.shown(asin).visible).toBe(0);
	comeBack();

	await story.sync();

	expect(story.shown(asin).visible).toBe(1);
}, 60_000);
