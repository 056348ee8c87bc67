import type { OrderLine } from '../../../../lib/orders/order';
import { findProfits, sumItem } from '../../../../lib/shop/lists/findProfits';
import { MemoryStore } from '../../../support/memoryStore';
import { listing } from '../../../support/situation';
import { openStored, type Stored } from '../../../support/stored';

/** Half past midnight in Japan, and still the day before in UTC. */
const NOW = Date.parse('2026-11-29T00:30:00+09:00');
const DAY = 86_400_000;

let stored: Stored;

beforeEach(async () => {
	stored = openStored({ store: new MemoryStore(), now: () => NOW });
	const items = [1, 2].map((item_id) => listing({ item_id, title: `品${item_id}` }));
	await stored.items.accept('shop', items, undefined);
});

/** @param cost Amazon's price; null = not known */
const sell = async (item_id: number, at: number, cost: number | null): Promise<void> => {
	const key = `${item_id}/${at}`;
	const line: OrderLine = {
		...{ order_item_id: 1, item_id, variation_id: null, title: '', variation: '' },
		...{ price: 1300, amount: 1, status: 'ordered' },
	};
	const head = { key, ordered_at: new Date(at).toISOString(), status: 'ordered' as const };
	const orders = [{ ...head, lines: [line] }];
	await stored.profits.note('shop', { heads: [head], orders, remembered: new Set([key]) });
	if (cost === null) return;
	const figures = { sales: 1300, cost, fees: 127, fixed_fee: 40, expenses: 0 };
	await stored.profits.price('shop', [{ key, line: 1, figures }]);
};
const find = async () => await findProfits('shop', { ledger: stored, now: NOW });

it('should be unknown in a shop whose orders nobody reads', async () => {
	expect(await find()).toBeNull();
	expect(await sumItem(stored, { account: 'shop', itemId: 1, now: NOW })).toBeNull();
});

it('should begin with the latest day, and have days end at midnight in Japan', async () => {
	await sell(1, NOW - 31 * 60_000, 1000);
	await sell(1, NOW, 1000);
	expect((await find())?.days.map(({ at }) => new Date(at).toISOString())).toEqual([
		'2026-11-28T15:00:00.000Z',
		'2026-11-27T15:00:00.000Z',
	]);
});

it('should begin with the most profitable item, by the titles of the last list', async () => {
	await sell(1, NOW, 1200);
	await sell(2, NOW, 900);
	await sell(3, NOW, null);
	expect((await find())?.items.map(({ item_id, title }) => [item_id, title])).toEqual([
		[2, '品2'],
		[3, ''],
		[1, '品1'],
	]);
});

it('should add up the last 90 days, today among them', async () => {
	await sell(1, NOW - 89 * DAY, 1000);
	await sell(1, NOW - 90 * DAY, 1000);
	await sell(2, NOW, null);
	const found = await find();
	expect(found?.total).toMatchObject({ lines: 1, cost: 1000, unknownLines: 1, unknownSales: 1300 });
	expect(found?.from).toBe(Date.parse('2026-09-01T00:00:00+09:00'));
	const [one, two] = [1, 2].map((itemId) => ({ account: 'shop', itemId, now: NOW }));
	expect(await sumItem(stored, one!)).toMatchObject({ lines: 1, unknownLines: 0 });
	expect(await sumItem(stored, two!)).toMatchObject({ lines: 0, unknownLines: 1 });
});
