import { openLedger, type Ledger } from '../../../lib/ledger/ledger';
import type { LineFigures } from '../../../lib/orders/lineFigures';
import type { Order, OrderLine } from '../../../lib/orders/order';
import { addSums, type ProfitSum } from '../../../lib/orders/profit';
import { dayOf } from '../../../lib/orders/sales';
import { MemoryStore } from '../../support/memoryStore';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2026-11-24T12:00:00Z');
const VASE = 7;
const CUP = 8;

const line = (item_id: number, over: Partial<OrderLine> = {}): OrderLine => ({
	...{ order_item_id: 100 * item_id, item_id, variation_id: null, title: 'つぼ', variation: '' },
	...{ price: 2600, amount: 1, status: 'ordered' },
	...over,
});
const order = (key: string, lines: OrderLine[], over: Partial<Order> = {}): Order => ({
	...{ key, ordered_at: new Date(START).toISOString(), status: 'ordered', lines },
	...over,
});
const figures = (over: Partial<LineFigures> = {}): LineFigures => ({
	...{ sales: 2600, cost: 2000, fees: 212, fixed_fee: 40, expenses: 30 },
	...over,
});

const empty = addSums([]);
const known: ProfitSum = {
	...{ ...empty, lines: 1, units: 1, sales: 2600, cost: 2000, fees: 212, expenses: 30 },
};
const unknown: ProfitSum = { ...empty, unknownLines: 1, unknownSales: 2600 };

describe('the profits of a shop', () => {
	let now: number;
	let store: MemoryStore;
	let profits: Ledger['profits'];

	beforeEach(() => {
		now = START;
		store = new MemoryStore();
		profits = openLedger({ store, now: () => now }).profits;
	});

	const note = async (...orders: Order[]) => {
		const remembered = new Set(orders.map(({ key }) => key));
		await profits.note('shop', { heads: orders, orders, remembered });
	};
	const price = async (key: string, item = VASE, over: Partial<LineFigures> = {}) =>
		await profits.price('shop', [{ key, line: 100 * item, figures: figures(over) }]);
	const cells = async () => (await profits.read('shop'))!.cells;
	const sum = async (item?: number) =>
		addSums((await cells()).flatMap((each) => (!item || each.itemId === item ? each.sum : [])));

	it('should be unknown for a shop whose orders were never asked for', async () => {
		expect(await profits.read('shop')).toBeNull();
	});

	it('should be none, with the time since when, once the orders were asked for', async () => {
		await note();
		now += DAY;
		await note();
		expect(await profits.read('shop')).toEqual({ since: START, cells: [] });
	});

	it('should count a line without a cost until Amazon was asked', async () => {
		await note(order('a', [line(VASE)]));
		expect(await sum()).toEqual(unknown);
		await price('a');
		expect(await sum()).toEqual(known);
	});

	it('should keep the cost that was known first', async () => {
		await note(order('a', [line(VASE)]));
		await price('a');
		await price('a', VASE, { cost: 900 });
		expect(await sum()).toEqual(known);
	});

	it('should take a cost of 0 yen for a cost', async () => {
		await note(order('a', [line(VASE)]));
		await price('a', VASE, { cost: 0 });
		expect(await sum()).toEqual({ ...known, cost: 0 });
	});

	it('should count an order once, however often it is read and priced', async () => {
		for (const status of ['unpaid', 'ordered', 'ordered', 'dispatched'] as const) {
			await note(order('a', [line(VASE, { status })], { status }));
			await price('a');
		}
		expect(await sum()).toEqual(known);
	});

	it('should write nothing while nothing is new', async () => {
		await note(order('a', [line(VASE)]));
		await price('a');
		const update = jest.spyOn(store, 'update');
		await note(order('a', [line(VASE)]));
		await price('a');
		const stored = (await store.read('profits', ['shop'])).get('shop');
		for (const [, updates] of update.mock.calls) expect(updates[0]!.change(stored)).toBeUndefined();
		expect(update).toHaveBeenCalledTimes(2);
	});

	it('should price no order that was not counted', async () => {
		await note();
		await price('a');
		expect(await cells()).toEqual([]);
	});

	it('should ask no store where there is nothing to price', async () => {
		const update = jest.spyOn(store, 'update');
		await profits.price('shop', []);
		expect(update).not.toHaveBeenCalled();
	});

	it('should leave a cancelled order out, and count it as cancelled once', async () => {
		await note(order('a', [line(VASE)]), order('b', [line(VASE)]));
		await price('a');
		const cancelled = order('a', [line(VASE)], { status: 'cancelled' });
		for (let run = 0; run < 3; run++) await note(cancelled, order('b', [line(VASE)]));
		expect(await sum()).toEqual({ ...unknown, cancelledLines: 1 });
	});

	it('should leave a cancelled order out although its content is never read', async () => {
		await note(order('a', [line(VASE)]));
		const heads = [{ key: 'a', ordered_at: '', status: 'cancelled' as const }];
		await profits.note('shop', { heads, orders: [], remembered: new Set(['a']) });
		expect(await sum()).toEqual({ ...empty, cancelledLines: 1 });
	});

	it('should not count an order that was cancelled before it was seen', async () => {
		await note(order('a', [line(VASE)], { status: 'cancelled' }));
		await note(order('b', [line(VASE, { status: 'cancelled' })]));
		expect(await cells()).toEqual([]);
	});

	it('should let another line bear the fixed fee where its line was cancelled', async () => {
		const cup = line(CUP);
		await note(order('a', [line(VASE), cup]));
		await price('a');
		await price('a', CUP, { fees: 172, fixed_fee: 0 });
		const left = order('a', [line(VASE, { status: 'cancelled' }), cup]);
		for (let run = 0; run < 2; run++) await note(left);
		expect(await sum()).toEqual({ ...known, cancelledLines: 1 });
	});

	it('should take the fixed fee once where another line bears it later', async () => {
		await note(order('a', [line(VASE), line(CUP)]));
		await price('a');
		// The vase was sent, so the cup bears the fee in its own message.
		await price('a', CUP);
		expect((await sum()).fees).toBe(212 + 172);
	});

	it('should forget the cost of a line whose price or pieces changed', async () => {
		await note(order('a', [line(VASE)]));
		await price('a');
		await note(order('a', [line(VASE, { amount: 2 })]));
		expect(await sum()).toEqual({ ...unknown, unknownSales: 5200 });
	});

	it('should count a line that cannot be read as one without a cost', async () => {
		await note(order('a', [line(VASE, { amount: 0, price: 0, unreadable: 'price' })]));
		expect(await sum()).toEqual({ ...unknown, unknownSales: 0 });
	});

	it('should put an order on its day in Japan', async () => {
		const late = { ordered_at: '2026-11-24T14:59:59.000Z' };
		const early = { ordered_at: '2026-11-24T15:00:00.000Z' };
		await note(order('a', [line(VASE)], late), order('b', [line(VASE)], early));
		const first = dayOf(Date.parse('2026-11-24T00:00:00+09:00'));
		expect((await cells()).map(({ day }) => day).sort()).toEqual([first, first + 1]);
	});

	it('should keep 90 days, and what an order of a later time left', async () => {
		await note(order('a', [line(VASE)]));
		await note(order('z', [line(CUP)], { ordered_at: new Date(START + 300 * DAY).toISOString() }));
		expect(await sum(VASE)).toEqual(unknown);
		now += 90 * DAY;
		await note(order('b', [line(CUP)], { ordered_at: new Date(now).toISOString() }));
		expect(await sum(VASE)).toEqual(empty);
	});

	it('should keep the sums of an order that nobody reads again', async () => {
		await note(order('a', [line(VASE)]));
		await note(order('b', [line(CUP)]));
		expect(await sum(VASE)).toEqual(unknown);
		const stored = (await store.read('profits', ['shop'])).get('shop');
		expect(Object.keys(stored!.orders as object)).toEqual(['b']);
	});

	it('should keep shops apart', async () => {
		await note(order('a', [line(VASE)]));
		expect(await profits.read('other')).toBeNull();
	});

	it('should keep nothing of an order but numbers and its key', async () => {
		await note(order('a', [line(VASE, { variation: '青' })]));
		await price('a');
		const stored = JSON.stringify((await store.read('profits', ['shop'])).get('shop'));
		expect(stored).not.toMatch(/つぼ|青/);
	});
});
