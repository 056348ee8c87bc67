import { findSellers } from '../../../../lib/shop/lists/findSellers';
import { MemoryStore } from '../../../support/memoryStore';
import { at, listing, NOW } from '../../../support/situation';
import { openStored, type Stored } from '../../../support/stored';

const DAY_MINUTES = 24 * 60;

let stored: Stored;

beforeEach(async () => {
	stored = openStored({ store: new MemoryStore(), now: () => NOW });
	const items = [1, 2, 3].map((item_id) => listing({ item_id, title: `品${item_id}` }));
	await stored.items.accept('shop', items, undefined);
});

const sell = async (item_id: number, amount: number, days: number): Promise<void> => {
	const key = `${item_id}/${days}`;
	const line = {
		...{ order_item_id: 1, item_id, variation_id: null, title: '', variation: '' },
		...{ price: 1300, amount, status: 'ordered' as const },
	};
	const order = { key, ordered_at: at(days * DAY_MINUTES), status: 'ordered' as const };
	const orders = [{ ...order, lines: [line] }];
	await stored.sales.note('shop', { heads: [order], orders, remembered: new Set([key]) });
};
const find = async (most = 10) => await findSellers('shop', { ledger: stored, now: NOW, most });

it('should be unknown in a shop whose orders nobody reads', async () => {
	expect(await find()).toBeNull();
});

it('should begin with what sold best in 30 days, then in 90', async () => {
	await sell(1, 2, 60);
	await sell(2, 5, 60);
	await sell(3, 1, 2);
	expect((await find())?.items.map(({ item_id }) => item_id)).toEqual([3, 2, 1]);
});

it('should leave out what was not sold, and items that the shop no longer has', async () => {
	await sell(9, 5, 1);
	await sell(1, 1, 1);
	expect(await find()).toMatchObject({ total: 1, items: [{ item_id: 1, title: '品1' }] });
});

it('should count those beyond the number that is shown', async () => {
	await sell(1, 1, 1);
	await sell(2, 2, 1);
	expect(await find(1)).toMatchObject({ total: 2, items: [{ item_id: 2 }] });
});
