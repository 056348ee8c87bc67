import { type Simulator, startSimulator } from '../../simulator/start';
import { customerMark } from '../../simulator/world/orders';
import { baseCaller, call, handClock, type Wire } from './callers';

const clock = handClock();
let simulator: Simulator;
let base: ReturnType<typeof baseCaller>;
const first = 80_000_001;
const scopes = ['read_users', 'read_items', 'write_items', 'read_orders'];

beforeEach(async () => {
	simulator = await startSimulator({ products: 5, plain: true, now: clock.now });
	base = baseCaller(simulator, scopes);
});

afterEach(() => simulator.stop());

const giveVariations = () => {
	const row = { variation: '黒', variation_stock: 2, variation_identifier: '' };
	simulator.world.editListing('demo-shop', first, {
		variations: [
			{ ...row, variation_id: 11 },
			{ ...row, variation_id: 12, variation_stock: 1 },
		],
		stock: 3,
	});
};

describe('items/edit_stock', () => {
	it('should set the stock of an item and answer with the whole item', async () => {
		const { body } = await base.post('items/edit_stock', { item_id: first, stock: 4 });

		expect(body.item).toMatchObject({ item_id: first, stock: 4, img20_origin: null });
		expect(simulator.counters.writesOf('demo-shop', first).fields).toEqual({ stock: 1 });
	});

	it('should set the stock of one variation and add the item up', async () => {
		giveVariations();
		const fields = { item_id: first, variation_id: 12, variation_stock: 5 };
		const { body } = await base.post('items/edit_stock', fields);

		expect(body.item).toMatchObject({ stock: 7, variations: [{}, { variation_stock: 5 }] });
	});

	it.each<[Record<string, string | number>, string]>([
		[{ item_id: 1, stock: 1 }, 'bad_item_id'],
		[{ item_id: first }, 'bad_params'],
		[{ item_id: first, variation_id: 11 }, 'bad_params'],
		[{ item_id: first, variation_id: 99, variation_stock: 1 }, 'bad_variation_id'],
		[{ item_id: first, stock: -1 }, 'validation_error'],
	])('should refuse %j with %s', async (fields, error) => {
		giveVariations();

		expect((await base.post('items/edit_stock', fields)).body.error).toBe(error);
	});
});

describe('items/delete_variation', () => {
	it('should take one variation away and add the stock of the others up', async () => {
		giveVariations();
		const fields = { item_id: first, variation_id: 11 };
		const { body } = await base.post('items/delete_variation', fields);

		expect(body.item).toMatchObject({ stock: 1, variations: [{ variation_id: 12 }] });
	});

	it('should refuse a variation that the item does not have', async () => {
		giveVariations();
		const fields = { item_id: first, variation_id: 99 };

		expect((await base.post('items/delete_variation', fields)).body.error).toBe('bad_variation_id');
	});
});

describe('orders', () => {
	const keys = async (query = '') =>
		(await base.get(`orders${query}`)).body.orders.map(({ unique_key }: Wire) => unique_key);

	it('should hold what was sold, the latest first', async () => {
		simulator.world.sell('demo-shop', first);
		clock.pass(60_000);
		simulator.world.sell('demo-shop', first + 1, 'unpaid');
		const { body } = await base.get('orders');

		expect(body.orders).toMatchObject([
			{ dispatch_status: 'unpaid', payment: 'cvs', terminated: false },
			{ dispatch_status: 'ordered', payment: 'creditcard', cancelled: null },
		]);
		expect(body.orders[0]).not.toHaveProperty('mail_address');
	});

	it('should tell the customer and the goods in the detail', async () => {
		simulator.world.sell('demo-shop', first);
		const [key] = await keys();
		const { body } = await base.get(`orders/detail/${key}`);

		expect(body.order).toMatchObject({
			unique_key: key,
			mail_address: `${customerMark.toLowerCase()}-0@example.invalid`,
			prefecture: `架空県${customerMark}`,
			order_items: [{ item_id: first, amount: 1, status: 'ordered' }],
		});
	});

	it('should be found by their dates in Japan', async () => {
		simulator.world.sell('demo-shop', first);
		const today = new Date(clock.now() + 9 * 3_600_000).toISOString().slice(0, 10);

		expect(await keys(`?start_ordered=${today}&end_ordered=${today}`)).toHaveLength(1);
		expect(await keys('?end_ordered=2020-01-01')).toEqual([]);
		expect((await base.get('orders?start_ordered=yesterday')).body.error).toBe('bad_params');
	});

	it('should come in pages of at most 100', async () => {
		for (let sold = 0; sold < 3; sold++) simulator.world.sell('demo-shop', first);

		expect(await keys('?limit=2')).toHaveLength(2);
		expect(await keys('?limit=2&offset=2')).toHaveLength(1);
		expect((await base.get('orders?limit=101')).body.error).toBe('bad_params');
	});

	it.each([
		['orders/detail', 'no_unique_key'],
		['orders/detail/0000000000000000', 'no_order'],
	])('should answer %s with %s', async (path, error) => {
		expect((await base.get(path)).body.error).toBe(error);
	});

	it.each(['orders', 'orders/detail/1'])('should refuse %s without read_orders', async (path) => {
		expect((await baseCaller(simulator).get(path)).body).toEqual({
			error: 'invalid_scope',
			error_description: 'スコープが無効です。',
		});
	});

	it('should mark all that tells of a person, and nothing else', async () => {
		simulator.world.sell('demo-shop', first);
		const [key] = await keys();
		const { order } = (await base.get(`orders/detail/${key}`)).body;
		const own = JSON.stringify({ ...order, ...{ order_items: [], order_receiver: {} } });
		const marks = own.match(new RegExp(customerMark, 'gi')) ?? [];

		expect(marks).toHaveLength(10);
		expect(Object.values(order.order_receiver as object).join()).toContain(customerMark);
		expect(JSON.stringify(order.order_items)).not.toContain(customerMark);
	});

	it('should hold several items, the amounts and the rows that were bought', async () => {
		giveVariations();
		const bought = [
			{ itemId: first, variationId: 12 },
			{ itemId: first + 1, amount: 2 },
		];
		const { unique_key, items } = simulator.world.order('demo-shop', bought);
		const { order } = (await base.get(`orders/detail/${unique_key}`)).body;

		expect(order.order_items).toMatchObject([
			{ item_id: first, variation_id: 12, amount: 1 },
			{ item_id: first + 1, variation_id: null, amount: 2, total: items[1]!.price * 2 },
		]);
		expect(order.total).toBe(items[0]!.total + items[1]!.total);
	});

	it('should go on after they were made, and outlive their items', async () => {
		const { unique_key } = simulator.world.order('demo-shop', [{ itemId: first }], 'unpaid');
		simulator.world.deleteListing('demo-shop', first);
		const before = (await base.get('orders')).body.orders[0];
		const url = `${simulator.controlUrl}/orders/demo-shop/${unique_key}`;
		await call(url, { method: 'POST', body: JSON.stringify({ dispatch_status: 'dispatched' }) });
		const after = (await base.get('orders')).body.orders[0];

		expect(before).toMatchObject({ dispatch_status: 'unpaid', dispatched: null });
		expect(after).toMatchObject({ dispatch_status: 'dispatched', terminated: true });
		expect(after.modified).toBeGreaterThan(before.modified as number);
		const { order } = (await base.get(`orders/detail/${unique_key}`)).body;
		expect(order.order_items).toMatchObject([{ item_id: first, status: 'dispatched' }]);
	});

	it('should be placed through the control port', async () => {
		const url = `${simulator.controlUrl}/orders/demo-shop`;
		const lines = [{ itemId: first, amount: 2 }];
		const placed = await call(url, { method: 'POST', body: JSON.stringify({ lines }) });
		const wrong = await call(url, { method: 'POST', body: JSON.stringify({ lines: [{}] }) });

		expect(placed.body).toMatchObject({ dispatch_status: 'ordered', items: [{ amount: 2 }] });
		expect(wrong.status).toBe(400);
	});

	it('should be made through the control port too', async () => {
		const url = `${simulator.controlUrl}/listings/demo-shop/${first}/sell`;
		const sold = await call(url, {
			method: 'POST',
			body: JSON.stringify({ dispatch_status: 'cancelled' }),
		});
		const orders = await call(`${simulator.controlUrl}/orders/demo-shop`);

		expect(sold.body.stock).toBe(0);
		expect(orders.body).toMatchObject([{ dispatch_status: 'cancelled' }]);
	});
});
