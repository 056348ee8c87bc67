import { BaseShopClient, type ShopRequest } from '../../../lib/baseShop/client';
import { AnswerLostError } from '../../../lib/shop/errors';

const row = { variation_id: 11, variation: '黒', variation_stock: 1, variation_identifier: '' };
const item = {
	item_id: 8001,
	title: 'Tシャツ',
	price: 3900,
	stock: 1,
	visible: 1,
	identifier: null,
	modified: 1414731171,
	variations: [row],
};

/** A client whose every call is answered with one item, and the calls it made. */
function clientFor(answer: unknown) {
	const sent: ShopRequest[] = [];
	const client = new BaseShopClient('shop', {
		send: async (request) => {
			sent.push(request);
			return { status: 200, json: answer };
		},
		timestamp: () => '2026-11-24T12:00:00.000+09:00',
		sleep: async () => undefined,
	});
	return { client, sent };
}

describe('the stock of a variation', () => {
	it('should be set by one call that names nothing else', async () => {
		const { client, sent } = clientFor({ item });
		const after = await client.editVariationStock(8001, 11, 1);
		expect(after.variations).toEqual([{ variation_id: 11, title: '黒', stock: 1, identifier: '' }]);
		expect(sent).toEqual([
			{
				method: 'POST',
				path: '/items/edit_stock',
				form: { item_id: 8001, variation_id: 11, variation_stock: 1 },
			},
		]);
	});

	it('should be open where the answer shows rows that cannot be read', async () => {
		const spoiled = { ...item, variations: [{ ...row, variation_stock: null }] };
		const { client } = clientFor({ item: spoiled });
		await expect(client.editVariationStock(8001, 11, 1)).rejects.toBeInstanceOf(AnswerLostError);
	});
});
