import { readWatchedShop } from '../../../lib/n8n/watch/watchedItems';
import type { OrderLine } from '../../../lib/orders/order';
import { MemoryStore } from '../../support/memoryStore';
import { at, listing, markup13, NOW } from '../../support/situation';
import { openStored, type Stored } from '../../support/stored';

const [SLOW, QUICK] = ['B000000001', 'B000000002'] as const;
const DAY = 24 * 3_600_000;

let stored: Stored;

beforeEach(async () => {
	stored = openStored({ store: new MemoryStore(), now: () => NOW });
	const items = [SLOW, QUICK].map((identifier, place) =>
		listing({ item_id: place + 1, identifier }),
	);
	await stored.items.accept('shop', items, undefined);
});

const sell = async (item_id: number, amount: number, days: number): Promise<void> => {
	const line: OrderLine = {
		...{ order_item_id: 1, item_id, variation_id: null, title: '', variation: '' },
		...{ price: 1300, amount, status: 'ordered' },
	};
	const ordered_at = at((days * DAY) / 60_000);
	const order = {
		key: `${item_id}/${days}`,
		ordered_at,
		status: 'ordered' as const,
		lines: [line],
	};
	const remembered = new Set([order.key]);
	await stored.sales.note('shop', { heads: [order], orders: [order], remembered });
};
const weigh = async (): Promise<number[]> => {
	const data = { cache: stored, ledger: stored };
	const shop = await readWatchedShop('shop', data, { rule: markup13, items: {} }, NOW);
	return [SLOW, QUICK].map((asin) => shop!.products.get(asin)!.weight);
};

describe('the weights of the watch', () => {
	it('should all be 1 in a shop whose orders nobody may read', async () => {
		expect(await weigh()).toEqual([1, 1]);
	});

	it('should grow with the units that were sold in the last 30 days', async () => {
		await sell(2, 3, 1);
		await sell(2, 4, 29);
		await sell(1, 9, 30);
		expect(await weigh()).toEqual([1, 8]);
	});

	it('should ask the store for the sales once', async () => {
		const read = jest.spyOn(stored.sales, 'read');
		await weigh();
		expect(read).toHaveBeenCalledTimes(1);
	});
});
