import { BaseShopClient } from '../../lib/baseShop/client';
import { AnswerLostError } from '../../lib/shop/errors';
import { answer, openGate, runIntent } from '../support/openGate';
import { shortenWaits } from '../support/shortWaits';
import { at, offer } from '../support/situation';
import { openStory, PRICE, type SyncStory } from '../support/syncStory';

/** BASE answers with another item than the one that was asked about: that is no answer. */

shortenWaits();

const item = {
	...{ item_id: 7, title: '水', detail: '説明', price: 2600, stock: 1, visible: 1 },
	...{ identifier: 'b-B0006L0120-20251124210000', modified: 1_700_000_000, variations: [] },
};
const client = new BaseShopClient('shop', {
	send: async () => ({ status: 200, json: { item } }),
	timestamp: () => at(0),
	sleep: async () => undefined,
});

describe('an answer about item 7', () => {
	it('should be taken for item 7', async () => {
		expect(await client.getItem(7)).toMatchObject({ item_id: 7, price: 2600 });
		expect(await client.getTexts(7)).toMatchObject({ title: '水' });
	});

	it.each([
		['a reading', async () => await client.getItem(5)],
		['an edit', async () => await client.editItem(5, { price: 2600 })],
		['the stock of a row', async () => await client.editVariationStock(5, 1, 0)],
		['texts', async () => await client.getTexts(5)],
		['an edit of texts', async () => await client.editTexts(5, { title: '水' })],
	])('should be refused for %s of item 5', async (_, ask) => {
		await expect(ask()).rejects.toThrow(AnswerLostError);
	});
});

it('should have the gate write to neither item', async () => {
	const open = await openGate();
	await open.know(answer(1200, 1));
	const mine = open.place({ price: 1300 });
	const other = open.place({ price: 1310 });
	const get = open.ports.client.getItem;
	open.ports.client.getItem = async () => await get(other.item_id);

	const { action } = await open.gate.send(runIntent(mine, { offer: offer({ price: 1200 }) }));

	expect(action).toBe('failed');
	expect(open.shown(mine.item_id).price).toBe(1300);
	expect(open.shown(other.item_id).price).toBe(1310);
});

describe('the shipped sync', () => {
	let story: SyncStory;
	beforeEach(async () => {
		story = await openStory(6);
	});
	afterEach(async () => await story.stop());

	it('should leave alone an item that BASE shows in the place of another', async () => {
		const [one, other] = [story.nextAsin(), story.nextAsin()];
		const [id, foreign] = [one, other].map((asin) => story.shown(asin).item_id);
		story.simulator.world.setOffer(one, { price: 1800, inStock: true, shipping: 0 });
		const shop = story.simulator.world.shop('demo-shop');
		const get = shop.get.bind(shop);
		let left = 1;
		jest
			.spyOn(shop, 'get')
			.mockImplementation((asked) => get(asked === id && left-- > 0 ? foreign! : asked));

		await story.syncLater();

		expect(story.shown(other).price).toBe(PRICE);
	}, 60_000);
});
