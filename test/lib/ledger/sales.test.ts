import { openLedger, type Ledger } from '../../../lib/ledger/ledger';
import { Sales } from '../../../lib/ledger/orders/sales';
import type { Order, OrderLine } from '../../../lib/orders/order';
import { countSold } from '../../../lib/orders/sales';
import type { JsonObject } from '../../../lib/stores/store';
import { MemoryStore } from '../../support/memoryStore';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2026-11-24T12:00:00Z');
const VASE = 7;
const CUP = 8;

const line = (item_id: number, amount: number, over: Partial<OrderLine> = {}): OrderLine => ({
	...{ order_item_id: 100 * item_id, item_id, variation_id: null, title: 'つぼ', variation: '' },
	...{ price: 2600, amount, status: 'ordered' },
	...over,
});
const order = (key: string, at: number, lines: OrderLine[], over: Partial<Order> = {}): Order => ({
	...{ key, ordered_at: new Date(at).toISOString(), status: 'ordered', lines },
	...over,
});

describe('the sales of a shop', () => {
	let now: number;
	let store: MemoryStore;
	let sales: Ledger['sales'];

	beforeEach(() => {
		now = START;
		store = new MemoryStore();
		sales = openLedger({ store, now: () => now }).sales;
	});

	const note = async (orders: Order[], forgotten: string[] = []) => {
		const keys = orders.map(({ key }) => key).filter((key) => !forgotten.includes(key));
		await sales.note('shop', { heads: orders, orders, remembered: new Set(keys) });
	};
	const read = async (item = VASE) => (await sales.read('shop'))?.items.get(item);
	const sold = async (days = 30, item = VASE) => countSold(await read(item), days, now);

	it('should be unknown for a shop whose orders were never asked for', async () => {
		expect(await sales.read('shop')).toBeNull();
	});

	it('should be none, with the time since when, once the orders were asked for', async () => {
		await note([]);
		now += DAY;
		await note([]);
		expect(await sales.read('shop')).toEqual({ since: START, items: new Map(), orders: [] });
	});

	it('should count the units of all orders by item, with the time of the last one', async () => {
		await note([
			order('a', START - 2 * HOUR, [line(VASE, 2), line(CUP, 1)]),
			order('b', START - 3 * HOUR, [line(VASE, 1)]),
		]);
		expect(await sold()).toBe(3);
		expect(await sold(30, CUP)).toBe(1);
		expect((await read())?.lastSoldAt).toBe(START - 2 * HOUR);
	});

	it('should count an order once, however often it is read', async () => {
		const bought = order('a', START, [line(VASE, 2)]);
		await note([bought]);
		await note([bought]);
		await note([{ ...bought, status: 'dispatched' }]);
		expect(await sold()).toBe(2);
	});

	it('should write nothing while nothing was sold', async () => {
		const bought = order('a', START, [line(VASE, 2)]);
		await note([bought]);
		const update = jest.spyOn(store, 'update');
		await note([bought]);
		const [{ change } = { change: () => ({}) }] = update.mock.calls[0]![1];
		const stored = (await store.read('sales', ['shop'])).get('shop');
		expect(change(stored)).toBeUndefined();
	});

	it('should count the rows of an item together, and name them in the order', async () => {
		const rows = [line(VASE, 1, { variation_id: 71 }), line(VASE, 2, { variation_id: 72 })];
		await note([order('a', START, rows)]);
		expect(await sold()).toBe(3);
		expect((await sales.read('shop'))?.orders).toEqual([
			{
				...{ key: 'a', orderedAt: START },
				sold: [
					{ itemId: VASE, variationId: 71, units: 1 },
					{ itemId: VASE, variationId: 72, units: 2 },
				],
			},
		]);
	});

	it('should take a cancelled order back, whose last sale is then the one before', async () => {
		const [first, second] = [START - 2 * DAY, START].map((at, place) =>
			order(`${place}`, at, [line(VASE, 1)]),
		);
		await note([first!, second!]);
		await note([first!, { ...second!, status: 'cancelled' }]);
		expect(await sold()).toBe(1);
		expect((await read())?.lastSoldAt).toBe(START - 2 * DAY);
	});

	it('should take back an order of which the list alone says that it is cancelled', async () => {
		const bought = order('a', START, [line(VASE, 1), line(CUP, 1)]);
		await note([bought]);
		const heads = [{ ...bought, status: 'cancelled' as const }];
		await sales.note('shop', { heads, orders: [], remembered: new Set(['a']) });
		expect((await sales.read('shop'))?.items).toEqual(new Map());
	});

	it('should not count the cancelled line of an order, nor an order that came cancelled', async () => {
		await note([
			order('a', START, [line(VASE, 5, { status: 'cancelled' }), line(CUP, 1)]),
			order('b', START, [line(VASE, 5)], { status: 'cancelled' }),
		]);
		expect(await read()).toBeUndefined();
		expect(await sold(30, CUP)).toBe(1);
	});

	it('should take back only the line that was cancelled later', async () => {
		await note([order('a', START, [line(VASE, 5), line(CUP, 1)])]);
		await note([order('a', START, [line(VASE, 5, { status: 'cancelled' }), line(CUP, 1)])]);
		expect([await sold(), await sold(30, CUP)]).toEqual([0, 1]);
	});

	it('should count a day from midnight in Japan', async () => {
		// 00:30 and 23:30 of the 24th in Japan; now is 21:00 of the same day.
		const times = ['2026-11-23T15:30:00Z', '2026-11-23T14:30:00Z'].map(Date.parse);
		await note(times.map((at, place) => order(`${place}`, at, [line(VASE, 1)])));
		expect(await sold(1)).toBe(1);
		expect(await sold(2)).toBe(2);
	});

	it('should keep 90 days of counts, and the time of the last sale for longer', async () => {
		await note([order('a', START, [line(VASE, 3)])]);
		now += 90 * DAY;
		await note([order('b', now, [line(CUP, 1)])]);
		expect(await sold(90)).toBe(0);
		expect((await read())?.lastSoldAt).toBe(START);
	});

	it('should forget an item after two years without a sale', async () => {
		await note([order('a', START, [line(VASE, 3)])]);
		now += 730 * DAY;
		await note([order('b', now, [line(CUP, 1)])]);
		expect(await read()).toBeUndefined();
	});

	it('should lose nothing to a clock that runs years ahead', async () => {
		await note([order('a', START, [line(VASE, 3)])]);
		now += 3000 * DAY;
		await note([order('b', START + HOUR, [line(CUP, 1)])]);
		now = START;
		expect(await sold()).toBe(3);
	});

	it('should lose nothing to an order of a time to come', async () => {
		await note([order('a', START, [line(VASE, 3)])]);
		await note([order('b', START + 3000 * DAY, [line(CUP, 1)])]);
		expect(await sold()).toBe(3);
	});

	it('should lose nothing to a clock that stands years behind', async () => {
		await note([order('a', START, [line(VASE, 3)])]);
		now -= 3000 * DAY;
		await note([order('b', START + HOUR, [line(CUP, 1)])]);
		now = START;
		expect(await sold()).toBe(3);
	});

	it('should forget the order, and not its sale, once no run can read it again', async () => {
		await note([order('a', START, [line(VASE, 3)])]);
		await note([order('b', START, [line(CUP, 1)])]);
		expect((await sales.read('shop'))?.orders.map(({ key }) => key)).toEqual(['b']);
		expect(await sold()).toBe(3);
	});

	it('should not be mixed up between shops', async () => {
		await note([order('a', START, [line(VASE, 3)])]);
		expect(await sales.read('other')).toBeNull();
	});

	it('should stay below 2 MB after 90 days of 200 orders over 10,772 items', async () => {
		const items: Record<string, number[]> = {};
		for (let sale = 0; sale < 18_000; sale++) {
			const id = String(10_000_000 + ((sale * 7919) % 10_772));
			(items[id] ??= [START + sale]).push(20_000 + Math.floor(sale / 200), 1);
		}
		const record: JsonObject = { since: '2026-08-01T00:00:00Z', items, orders: {} };
		expect(JSON.stringify(record).length).toBeLessThan(2_000_000);
		await store.update('sales', [{ key: 'shop', change: () => record }]);
		expect((await new Sales(store, () => now).read('shop'))?.items.size).toBe(10_772);
	});
});
