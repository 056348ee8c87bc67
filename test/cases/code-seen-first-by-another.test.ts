import { readDeskForm } from '../support/deskForm';
import { openDeskOf } from '../support/deskJobs';
import { openOrderStory, type OrderStory } from '../support/orderStory';
import { shortenWaits } from '../support/shortWaits';
import { onNextCall } from '../support/whenEditArrives';

/**
 * The code of an item changes in the shop's admin page, and the first to read the item is not the list of the sync:
 * the order watch looks at what was ordered, and the gate at what it is about to edit.
 */

shortenWaits();

const SHOP = 'demo-shop';

let story: OrderStory;
let asin: string;
let itemId: number;
beforeEach(async () => {
	story = await openOrderStory(12, { unlisted: 4 });
	asin = story.nextAsin();
	itemId = story.shown(asin).item_id;
}, 60_000);
afterEach(async () => await story.stop());

const recode = async (identifier: string): Promise<void> =>
	await story.later(async () => {
		story.simulator.world.editListing(SHOP, itemId, { identifier });
		await Promise.resolve();
	}, 0.1);

/** Has the sync hide the item, which was ordered just before, and the owner give it the code of another product. */
async function recodeHidden(): Promise<void> {
	const [other = ''] = story.simulator.world.unlistedAsins(SHOP);
	story.simulator.world.setOffer(other, { price: 2000, inStock: true, shipping: 0 });
	// Somebody bought the last one before the sync hid it; the order is read after the owner's change.
	story.order([{ itemId, amount: 1 }]);
	story.simulator.world.setOffer(asin, { inStock: false });
	await story.syncLater();
	await story.syncLater();
	expect(story.item(itemId).visible).toBe(0);
	await recode(`b-${other}-20261130000000`);
}

it('should be told of the lost code of an item on sale although an order saw it first', async () => {
	await recode('');
	story.simulator.world.setOffer(asin, { inStock: false });
	story.order([{ itemId, amount: 1 }]);
	const watched = await story.watchLater();
	expect(watched.messages.join('\n')).toContain('Amazonの商品ではない注文');
	const { message } = await story.syncLater();
	// Amazon has sold out, everybody can still buy it here, and nobody looks any more.
	expect(story.item(itemId).visible).toBe(1);
	expect(message).toContain('同期から外れています');
	expect(message).toContain(story.item(itemId).title.slice(0, 12));
}, 60_000);

it('should be told of a lost code although the gate saw it first', async () => {
	story.simulator.world.setOffer(asin, { price: 1800, inStock: true });
	onNextCall(story.simulator, 'items/detail', () => {
		story.simulator.world.editListing(SHOP, itemId, { identifier: '' });
	});
	const first = await story.syncLater();
	const second = await story.syncLater();
	expect(story.item(itemId)).toMatchObject({ visible: 1, identifier: '' });
	// The price that it is left with, and what the owner has to do.
	expect(`${first.message}${second.message}`).toContain('同期から外れています');
}, 60_000);

it('should ask about the show of what the sync had hidden under the old code', async () => {
	await recodeHidden();
	expect((await story.syncLater()).message).toContain('1件を公開せずにいます');
}, 60_000);

it('should ask about the show of what the sync had hidden under the old code although an order saw the new one first', async () => {
	await recodeHidden();
	await story.watchLater();
	expect((await story.syncLater()).message).toContain('1件を公開せずにいます');
}, 60_000);

it('should show or ask about what the sync hid under the new code, once an undo has put the old one back', async () => {
	const desk = openDeskOf(story);
	const other = 'B0NEWMODEL';
	story.simulator.world.addStranger(other, story.item(itemId).title);
	story.simulator.world.setOffer(other, { price: 2000, inStock: true, shipping: 0 });
	const { html } = await desk.open(`?page=recode&id=${itemId}`);
	const asked = await desk.send({ ...readDeskForm(html, 'recode'), asin: other });
	await desk.soon(async () => await desk.goOn(asked));
	expect(story.item(itemId).identifier).toContain(other);
	const { run } = (await desk.stored().deskJobs.last(SHOP))!;
	story.simulator.world.setOffer(other, { inStock: false });
	await story.syncLater();
	expect(story.item(itemId).visible).toBe(0);

	const page = await desk.open(`?page=run&id=${run}`);
	const sent = await desk.send({ ...readDeskForm(page.html, 'undo'), sure: 'yes' });
	await desk.soon(async () => await desk.goOn(sent));
	expect(story.item(itemId).identifier).toContain(asin);
	expect((await desk.press('resume')).status).toBe(303);
	const { message } = await story.syncLater();
	const isAsked = message.includes('公開せずにいます');
	expect({ isAsked, visible: story.item(itemId).visible }).not.toEqual({
		isAsked: false,
		visible: 0,
	});
}, 60_000);
