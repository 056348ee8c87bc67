import fc from 'fast-check';
import { BaseShopClient, type ShopAnswer } from '../../../lib/baseShop/client';
import { parseOrder, parseOrderHeads, toJapanDate } from '../../../lib/baseShop/parseOrder';
import { casesOf } from '../../support/cases';

const SECONDS = 1_763_982_000;
const key = (index: number) => `KEY${String(index).padStart(13, '0')}`;
const head = (index: number) => ({
	unique_key: key(index),
	ordered: SECONDS - index,
	dispatch_status: 'ordered',
});
const wireLine = {
	order_item_id: 19_000_001,
	item_id: 80_000_001,
	variation_id: null,
	title: '給水器',
	variation: '',
	price: 2600,
	amount: 1,
	status: 'ordered',
};
const wireOrder = { ...head(1), order_items: [wireLine] };

const clientOf = (send: (path: string, offset: number) => ShopAnswer) =>
	new BaseShopClient('shop', {
		send: async ({ path, query }) => send(path, Number(query?.offset)),
		timestamp: () => '2026-11-24T12:00:00.000+09:00',
		sleep: async () => undefined,
	});

/** The present time. */
const NOW = '2026-11-24T21:00:00.000+09:00';

describe('the list of orders', () => {
	const read = async (spoil: (page: number[], offset: number) => number[]) => {
		const all = Array.from({ length: 250 }, (_, index) => index + 1);
		const offsets: number[] = [];
		const client = clientOf((_, offset) => {
			offsets.push(offset);
			const page = spoil(all.slice(offset, offset + 100), offset);
			return { status: 200, json: { orders: page.map(head) } };
		});
		return { heads: await client.readOrders(0), offsets };
	};

	it('should be read to its end, page by page', async () => {
		const { heads, offsets } = await read((page) => page);
		expect(heads).toHaveLength(250);
		expect(offsets).toEqual([0, 100, 200, 250]);
	});

	it('should lose nothing to a page that ends short', async () => {
		const { heads } = await read((page, offset) => (offset === 0 ? page.slice(0, 60) : page));
		expect(new Set(heads.map((each) => each.key)).size).toBe(250);
	});

	it('should lose nothing and count nothing twice where orders come meanwhile', async () => {
		let came = 0;
		const all = Array.from({ length: 250 }, (_, index) => index + 1);
		const client = clientOf((_, offset) => {
			const list = [...Array.from({ length: came }, (__, index) => -index), ...all];
			came = Math.min(came + 7, 21);
			return { status: 200, json: { orders: list.slice(offset, offset + 100).map(head) } };
		});
		const heads = await client.readOrders(0);
		const keys = heads.map((each) => each.key);
		expect(new Set(keys).size).toBe(keys.length);
		for (const index of all) expect(keys).toContain(key(index));
	});

	it('should not ask for ever where a service repeats its last page', async () => {
		await expect(read((page) => (page.length > 0 ? page : [250]))).rejects.toThrow('注文一覧');
	});

	it('should be refused where it is no list', () => {
		expect(parseOrderHeads({ orders: {} }, NOW)).toBeNull();
	});

	it.each([
		['no key', { unique_key: null }, /^unreadable-\d+$/],
		['a key of other signs', { unique_key: 'ABC.12/3' }, /^ABC_12_3$/],
		['no time', { ordered: null }, /^KEY0000000000002$/],
		['nothing but a title', null, /^unreadable-order$/],
	])('should keep an order with %s beside the others', (_, odd, key) => {
		const rows = [head(1), odd === null ? '注文' : { ...head(2), ...odd }];
		const [good, other] = parseOrderHeads({ orders: rows }, NOW)!;
		expect(good!.key).toBe('KEY0000000000001');
		expect(other!.key).toMatch(key);
	});

	it('should take an order without a time for a new one', () => {
		const [only] = parseOrderHeads({ orders: [{ ...head(1), ordered: '' }] }, NOW)!;
		expect(only!.ordered_at).toBe(NOW);
	});

	it('should begin at a day of Japan', () => {
		expect(toJapanDate(Date.parse('2026-11-24T14:59:59Z'))).toBe('2026-11-24');
		expect(toJapanDate(Date.parse('2026-11-24T15:00:00Z'))).toBe('2026-11-25');
	});
});

describe('an order', () => {
	it('should be read', () => {
		expect(parseOrder({ order: wireOrder })).toEqual({
			kind: 'order',
			order: {
				key: key(1),
				ordered_at: new Date((SECONDS - 1) * 1000).toISOString(),
				status: 'ordered',
				lines: [wireLine],
			},
		});
	});

	it.each([
		['price', null],
		['price', ''],
		['price', -1],
		['price', undefined],
		['price', '1e3'],
		['amount', 0],
		['amount', null],
		['amount', undefined],
		['item_id', null],
		['order_item_id', ''],
	])('should not be guessed at where %s is %j', (field, value) => {
		const order_items = [{ ...wireLine, [field]: value }];
		expect(parseOrder({ order: { ...wireOrder, order_items } })).toEqual({
			...{ kind: 'unreadable', field },
		});
	});

	it.each([
		['amount', null],
		['item_id', ''],
		['order_item_id', null],
	])('should be told without a line whose %s is %j', (field, value) => {
		const order_items = [wireLine, { ...wireLine, order_item_id: 2, [field]: value }];
		const reading = parseOrder({ order: { ...wireOrder, order_items } });
		expect(reading).toMatchObject({
			kind: 'order',
			order: { lines: [wireLine, { title: wireLine.title, amount: 0, unreadable: field }] },
		});
	});

	it.each([
		['price', 0, 0],
		['price', '2600', 2600],
		['variation_id', 0, null],
		['variation_id', undefined, null],
		['title', null, ''],
		['title', undefined, ''],
		['title', '', ''],
		['status', 'new state', 'unknown'],
		['status', null, 'unknown'],
	])('should take %s %j as %j', (field, value, expected) => {
		const reading = parseOrder({
			order: { ...wireOrder, order_items: [{ ...wireLine, [field]: value }] },
		});
		expect(reading).toMatchObject({ kind: 'order', order: { lines: [{ [field]: expected }] } });
	});

	it('should not be taken for another one', async () => {
		const client = clientOf(() => ({ status: 200, json: { order: wireOrder } }));
		await expect(client.getOrder(key(2))).rejects.toThrow('unique_key');
		await expect(client.getOrder('../items')).rejects.toThrow('番号ではありません');
	});
});

describe('what an answer says about a customer', () => {
	const SECRET = 'ひみつ';
	const secret = fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => `${SECRET}${text}`);
	const ours = new Set([...Object.keys(wireOrder), ...Object.keys(wireLine), 'order']);
	const anyName = fc.oneof(
		fc.constantFrom('first_name', 'tel', 'address', 'remark', 'options', '__proto__', 'mail'),
		fc.string({ maxLength: 12 }),
		secret,
	);
	const extras = fc
		.dictionary(
			anyName.filter((name) => !ours.has(name)),
			fc.oneof(secret, fc.array(secret, { maxLength: 3 }), fc.dictionary(anyName, secret)),
			{ maxKeys: 12 },
		)
		.map((fields) => ({ ...fields }));
	const spoilt = fc.constantFrom<object>(
		{},
		{ price: null },
		{ amount: SECRET },
		{ price: SECRET },
	);

	it('should be dropped at the door, whatever it is called and however the rest is', () => {
		fc.assert(
			fc.property(extras, extras, spoilt, (ofOrder, ofLine, odd) => {
				const line = { ...ofLine, ...wireLine, ...odd };
				const order = { ...ofOrder, ...wireOrder, order_items: [line] };
				const read = [parseOrder({ order, ...ofOrder }), parseOrderHeads({ orders: [order] }, NOW)];
				expect(JSON.stringify(read)).not.toContain(SECRET);
			}),
			{ numRuns: casesOf(5000) },
		);
	});

	it('should not come out through an error, whichever answer it is', async () => {
		const code = fc.oneof(
			fc.constantFrom('no_order', 'invalid_scope', 'db_error', 'access_denied'),
		);
		const answer = fc.oneof(
			fc.record({
				status: fc.constantFrom(200, 400, 500),
				json: fc.record({ error: code, error_description: secret }),
			}),
			fc.record({
				status: fc.constantFrom(200, 400),
				json: fc.oneof(
					secret,
					extras.map((order) => ({ order })),
					extras.map((each) => ({ order: { ...wireOrder, order_items: { [SECRET]: each } } })),
				),
			}),
		);
		await fc.assert(
			fc.asyncProperty(answer, async (given) => {
				const client = clientOf(() => given);
				for (const call of [client.getOrder(key(1)), client.readOrders(0)]) {
					const error: unknown = await call.catch((thrown: unknown) => thrown);
					expect(error).toBeInstanceOf(Error);
					expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain(SECRET);
				}
			}),
			{ numRuns: casesOf(2000) },
		);
	});
});
