import { type Simulator, startSimulator } from '../../simulator/start';
import { baseCaller, call, type Wire } from './callers';

let simulator: Simulator;
let asin: string;

beforeEach(async () => {
	simulator = await startSimulator({ products: 20, unlisted: 1, plain: true, shops: 2 });
	asin = [...simulator.world.products.keys()][0]!;
});

afterEach(() => simulator.stop());

const control = (method: string, path: string, body?: unknown) =>
	call(`${simulator.controlUrl}${path}`, {
		method,
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});

it('should explain itself', async () => {
	const { headers, body } = await control('GET', '/');

	expect(headers.get('content-type')).toContain('text/plain');
	expect(body).toMatch(/^POST {3}\/advance/m);
	expect(body).toMatch(/^lostAnswer /m);
});

it('should read and reset the counters', async () => {
	await baseCaller(simulator).get('items');
	const counted = await control('GET', '/counters');
	await control('POST', '/counters/reset');
	const reset = await control('GET', '/counters');

	expect(counted.body.services.base.items).toMatchObject({ calls: 1, rejected: 0 });
	expect(counted.body.services.base.items.first).toBeGreaterThan(0);
	expect(counted.body.totals.base.calls).toBe(1);
	expect(reset.body.services.base).toEqual({});
});

it('should set, list and clear faults', async () => {
	const added = await control('POST', '/faults', { kind: 'hourLimit', times: 3 });
	const listed = await control('GET', '/faults');
	await control('DELETE', `/faults/${added.body.id}`);

	expect(listed.body).toEqual([{ id: 1, kind: 'hourLimit', times: 3, struck: 0 }]);
	expect(simulator.faults.list()).toEqual([]);
	await control('POST', '/faults', { kind: 'silence' });
	await control('DELETE', '/faults');
	expect(simulator.faults.list()).toEqual([]);
});

it('should script a product and tell the truth of it', async () => {
	const { body } = await control('POST', `/products/${asin}`, { price: 4321, shipping: 0 });

	expect(body.truth).toEqual({ status: 'in_stock', price: 4321 });
	expect((await control('GET', `/products/${asin}`)).body).toEqual(body);
	expect((await control('GET', '/products')).body).toHaveLength(21);
});

it('should move the world', async () => {
	const { body } = await control('POST', '/advance', { share: 0.5 });

	// Half of the 21 products, listed or not: 10.5 -> 11.
	expect(body).toHaveLength(11);
	expect(body[0]).toEqual({
		asin: expect.any(String),
		before: expect.any(Object),
		after: expect.any(Object),
	});
	expect((await control('POST', '/advance', { share: 2 })).status).toBe(400);
});

it('should show and edit listings', async () => {
	const listings = await control('GET', '/listings/demo-shop-2');
	const { item_id } = listings.body[0].item;
	const path = `/listings/demo-shop-2/${item_id}`;
	const edited = await control('POST', path, { price: 999, visible: 0 });
	const sold = await control('POST', `${path}/sell`);
	const deleted = await control('DELETE', path);

	expect(listings.body).toHaveLength(20);
	expect(listings.body.map((listed: Wire) => listed.asin)).toContain(asin);
	expect(edited.body).toMatchObject({ price: 999, visible: 0, stock: 1 });
	expect(sold.body).toMatchObject({ price: 999, stock: 0 });
	expect(deleted.body).toEqual({ deleted: true });
	expect((await control('GET', '/unlisted/demo-shop')).body).toHaveLength(1);
});

it('should change rates and refuse unknown operations', async () => {
	const { body } = await control('POST', '/rates', { getItemOffersBatch: 5 });
	const unknown = await control('POST', '/rates', { getPrices: 2 });

	expect(body.getItemOffersBatch).toBe(0.5);
	expect(body.getItemOffers).toBe(0.5);
	expect(unknown.status).toBe(400);
	expect(unknown.body.error).toContain('getPrices');
});

it('should mint tokens that open the shop', async () => {
	const { body } = await control('POST', '/tokens/demo-shop-2', { scopes: ['read_users'] });
	const me = await call(`${simulator.baseUrl}/1/users/me`, {
		headers: { authorization: `Bearer ${body.access_token}` },
	});

	expect(me.body.user.shop_id).toBe('demo-shop-2');
	expect((await control('POST', '/tokens/nobody')).status).toBe(400);
});

it('should read and forget messages', async () => {
	await call(`${simulator.chatworkUrl}/v2/rooms/424242/messages`, {
		method: 'POST',
		headers: { 'x-chatworktoken': 'chatwork-simulator' },
		body: new URLSearchParams({ body: 'こんにちは' }),
	});
	const heard = await control('GET', '/messages');
	await control('DELETE', '/messages');

	expect(heard.body[0].body).toBe('こんにちは');
	expect((await control('GET', '/messages')).body).toEqual([]);
});

it.each([
	['/faults', { kind: 'status', op: 'items' }, 'op'],
	['/products/ASIN', { pirce: 5 }, 'pirce'],
	['/products/ASIN', { offers: [{ pirce: 5 }] }, 'pirce'],
	['/listings/demo-shop/80000001', { Price: 5 }, 'Price'],
])('should refuse a mistyped field at %s', async (path, fields, name) => {
	const { status, body } = await control('POST', path.replace('ASIN', asin), fields);

	expect(status).toBe(400);
	expect(body.error).toContain(`"${name}"`);
});

it('should name what it does not know', async () => {
	expect((await control('GET', '/nothing')).status).toBe(404);
	expect((await control('GET', '/products/B0NOTINUSE')).body.error).toContain('B0NOTINUSE');
	expect((await control('POST', '/faults', { kind: 'earthquake' })).body.error).toContain(
		'earthquake',
	);
});
