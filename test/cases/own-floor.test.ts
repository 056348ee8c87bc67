import { readDeskForm } from '../support/deskForm';
import { openDeskPage, sendDeskForm } from '../support/deskPages';
import { openStory, type SyncStory } from '../support/syncStory';

/** An item under the floor that its owner gave it loses no money, and is not told as a loss. */

let story: SyncStory;

beforeAll(async () => {
	story = await openStory(6);
});
afterAll(async () => await story.stop());

const giveFloor = async (id: number, floor: string): Promise<void> => {
	const { html } = await openDeskPage(`?page=item&id=${id}`);
	const sent = await sendDeskForm({ ...readDeskForm(html, 'own_rule'), floor });
	expect(sent.status).toBe(303);
	const page = await openDeskPage(sent.location.slice(sent.location.indexOf('?')));
	await sendDeskForm(readDeskForm(page.html, 'approve'));
};

it("should hide an item under the owner's own floor, and call it no loss", async () => {
	const asin = story.nextAsin();
	const { item_id } = story.shown(asin);
	await story.later(async () => await giveFloor(item_id, '3000'));

	const { message } = await story.syncLater();

	expect(story.shown(asin).visible).toBe(0);
	expect(message).toContain('BASE 非公開 (この商品に決めた下限)');
	expect(message).not.toContain('原価割れ');
	const { html } = await story.later(async () => await openDeskPage(`?page=item&id=${item_id}`), 0);
	expect(html).toContain('計算した価格 2,600円 が、この商品に決めた下限 3,000円 を下回ります');
	expect(html).not.toContain('手数料込みの原価');
}, 60_000);

it("should call it a loss where the costs' floor is not reached either", async () => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { price: 4_000_000, inStock: true, shipping: 0 });
	await story.later(async () => await giveFloor(story.shown(asin).item_id, '2000'));

	const { message } = await story.syncLater();

	expect(story.shown(asin).visible).toBe(0);
	expect(message).toContain('BASE 非公開 (原価割れ)');
}, 60_000);
