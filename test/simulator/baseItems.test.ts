import { type Simulator, startSimulator } from '../../simulator/start';
import { baseCaller, handClock, type Wire } from './callers';

const clock = handClock();
let simulator: Simulator;
let base: ReturnType<typeof baseCaller>;
let firstId: number;

beforeEach(async () => {
	simulator = await startSimulator({ products: 250, plain: true, now: clock.now });
	base = baseCaller(simulator);
	firstId = simulator.world.listings('demo-shop')[0]!.item.item_id;
});

afterEach(() => simulator.stop());

const idsIn = (body: Wire): number[] => body.items.map((item: Wire) => item.item_id);
const detail = async (itemId: number): Promise<Wire> =>
	(await base.get(`items/detail/${itemId}`)).body.item;

describe('reading', () => {
	it('should page through all items, each once, in a steady order', async () => {
		const ids: number[] = [];
		for (const offset of [0, 100, 200, 300]) {
			ids.push(...idsIn((await base.get(`items?limit=100&offset=${offset}`)).body));
		}

		expect(ids).toHaveLength(250);
		expect(new Set(ids).size).toBe(250);
		expect(ids.slice(0, 3)).toEqual([80_000_001, 80_000_002, 80_000_003]);
	});

	it('should give 20 items unless told and refuse more than 100', async () => {
		const tooMany = await base.get('items?limit=101');

		expect((await base.get('items')).body.items).toHaveLength(20);
		expect(tooMany.status).toBe(400);
		expect(tooMany.body.error).toBe('bad_params');
	});

	it('should word an item as BASE does: numbers as numbers, images in fields', async () => {
		const item = await detail(firstId);

		expect(item).toMatchObject({
			item_id: firstId,
			proper_price: null,
			stock: 1,
			visible: 1,
			list_order: 1,
			variations: [],
			img1_origin: expect.stringMatching(/^https:\/\/.*\/origin\//),
			img1_300: expect.stringMatching(/\/300\//),
			img2_origin: null,
			modified: expect.any(Number),
		});
		expect(item).not.toHaveProperty('images');
	});

	it('should tell a deleted item from an id that was not sent', async () => {
		simulator.world.deleteListing('demo-shop', firstId);
		const deleted = await base.get(`items/detail/${firstId}`);
		const inQuery = await base.get(`items/detail?item_id=${firstId}`);

		expect([deleted.status, deleted.body.error]).toEqual([400, 'no_item']);
		expect([inQuery.status, inQuery.body.error]).toEqual([400, 'no_item_id']);
	});
});

describe('searching', () => {
	it('should lag an hour behind edits, additions and deletions', async () => {
		await base.post('items/edit', { item_id: firstId, title: 'まったく新しい名前', price: 777 });
		await base.post('items/add', { title: 'まったく新しい品', price: 500, stock: 1 });
		const search = async () =>
			idsIn((await base.get(`items/search?q=${encodeURIComponent('まったく')}`)).body);
		const atOnce = await search();
		clock.pass(3_599_000);
		const almost = await search();
		base = baseCaller(simulator);
		clock.pass(1_000);

		expect(atOnce).toEqual([]);
		expect(almost).toEqual([]);
		expect((await search()).sort()).toEqual([firstId, 80_000_251]);
	});
});

describe('editing', () => {
	it('should change the fields that were sent and answer with the item after the edit', async () => {
		const before = await detail(firstId);
		clock.pass(5_000);
		const { body } = await base.post('items/edit', { item_id: firstId, price: 1770, visible: 0 });

		expect(body.item).toEqual({
			...before,
			price: 1770,
			visible: 0,
			modified: Math.floor(clock.now() / 1000),
		});
		expect(await detail(firstId)).toEqual(body.item);
	});

	it('should count writes by item and field', async () => {
		await base.post('items/edit', { item_id: firstId, price: 1770, visible: 0 });
		await base.post('items/edit', { item_id: firstId, price: 1780 });

		expect(simulator.counters.writesOf('demo-shop', firstId)).toEqual({
			edits: 2,
			fields: { price: 2, visible: 1 },
		});
		expect(simulator.counters.writesOf('demo-shop', firstId + 1)).toEqual({ edits: 0, fields: {} });
	});

	it('should note when an item was last written', async () => {
		await base.post('items/edit', { item_id: firstId, price: 1770 });
		clock.pass(61_000);
		await base.post('items/edit', { item_id: firstId, price: 1780 });

		expect(simulator.counters.lastWriteOf('demo-shop', firstId)).toBe(clock.now());
		expect(simulator.counters.lastWriteOf('demo-shop', firstId + 1)).toBeNull();
		simulator.counters.reset();
		expect(simulator.counters.lastWriteOf('demo-shop', firstId)).toBeNull();
	});

	it.each<[Record<string, string | number>, string]>([
		[{ price: 500 }, 'bad_item_id'],
		[{ item_id: 1, price: 500 }, 'bad_item_id'],
		[{ item_id: 80_000_001, price: 0 }, 'validation_error'],
		[{ item_id: 80_000_001, price: '1,770' }, 'validation_error'],
		[{ item_id: 80_000_001, price: 99.5 }, 'validation_error'],
		[{ item_id: 80_000_001, stock: -1 }, 'validation_error'],
		[{ item_id: 80_000_001, visible: 'true' }, 'validation_error'],
		[{ item_id: 80_000_001, title: '' }, 'validation_error'],
		[{ item_id: 80_000_001, title: 'ギフト🎁' }, 'validation_error'],
		[{ item_id: 80_000_001, detail: '𠮷野家' }, 'validation_error'],
		[{ item_id: 80_000_001, identifier: 'b B0006L0120' }, 'validation_error'],
	])('should refuse %j with HTTP 400 %s and change nothing', async (fields, error) => {
		const before = await detail(firstId);
		const { status, body } = await base.post('items/edit', fields);

		expect(status).toBe(400);
		expect(body).toEqual({ error, error_description: expect.stringMatching(/。$/) });
		expect(await detail(firstId)).toEqual(before);
		expect(simulator.counters.snapshot().writes).toEqual({});
	});

	it('should not read JSON, as the real API does not', async () => {
		const { access_token } = base.shop.issueTokens();
		const response = await fetch(`${base.shop.apiBaseUrl}/items/edit`, {
			method: 'POST',
			headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
			body: JSON.stringify({ item_id: firstId, price: 500 }),
		});

		expect(await response.json()).toMatchObject({ error: 'bad_item_id' });
	});

	it('should leave the stock to the variations where there are any', async () => {
		const row = { variation_id: 11, variation: '黒', variation_stock: 2, variation_identifier: '' };
		simulator.world.editListing('demo-shop', firstId, {
			variations: [row, { ...row, variation_id: 12, variation: '白', variation_stock: 1 }],
			stock: 3,
		});
		const plain = await base.post('items/edit', { item_id: firstId, stock: 9 });
		const byRow = await base.post('items/edit', {
			item_id: firstId,
			'variation_id[0]': 12,
			'variation_stock[0]': 5,
		});

		expect(plain.body.item.stock).toBe(3);
		expect(byRow.body.item.stock).toBe(7);
		expect(byRow.body.item.variations[1].variation_stock).toBe(5);
	});
});

describe('adding and deleting', () => {
	it('should add an item in front, take images by place, and delete it', async () => {
		const { body } = await base.post('items/add', {
			title: '新商品',
			detail: '説明',
			price: 1980,
			stock: 1,
			visible: 0,
			identifier: 'b-B0006L0120-20260115120000',
		});
		const itemId = body.item.item_id;
		const image = { item_id: itemId, image_no: 2, image_url: 'https://example.com/2.jpg' };
		const withImage = await base.post('items/add_image', image);
		const listed = idsIn((await base.get('items?limit=1')).body);
		const deleted = await base.post('items/delete', { item_id: itemId });

		expect(body.item).toMatchObject({
			title: '新商品',
			price: 1980,
			visible: 0,
			img1_origin: null,
		});
		expect(withImage.body.item).toMatchObject({ img1_origin: null, img2_origin: image.image_url });
		expect(listed).toEqual([itemId]);
		expect(deleted.body).toEqual({ result: true });
		expect((await base.get(`items/detail/${itemId}`)).body.error).toBe('no_item');
	});

	it.each<Record<string, string | number>>([
		{ price: 500, stock: 1 },
		{ title: 'a', stock: 1 },
		{ title: 'a', price: 500 },
	])('should refuse to add %j', async (fields) => {
		expect((await base.post('items/add', fields)).body.error).toBe('validation_error');
	});

	it('should tell a delete without an item from one of an unknown item', async () => {
		expect((await base.post('items/delete', {})).body.error).toBe('no_item_id');
		expect((await base.post('items/delete', { item_id: 1 })).body.error).toBe('bad_item_id');
	});

	it('should empty one image place and leave those above it, and refuse an empty one', async () => {
		const link = (place: number) => `https://example.com/${place}.jpg`;
		for (const image_no of [1, 2, 3]) {
			const image = { item_id: firstId, image_no, image_url: link(image_no) };
			await base.post('items/add_image', image);
		}
		const second = { item_id: firstId, image_no: 2 };
		const { body } = await base.post('items/delete_image', second);

		expect(body.item).toMatchObject({
			img1_origin: link(1),
			img2_origin: null,
			img3_origin: link(3),
		});
		expect((await base.post('items/delete_image', second)).body).toEqual({
			error: 'no_image',
			error_description: '画像が存在しません。',
		});
	});

	it.each([0, 21, 1.5])('should refuse image place %s', async (image_no) => {
		const fields = { item_id: firstId, image_no, image_url: 'https://example.com/1.jpg' };

		expect((await base.post('items/add_image', fields)).body.error).toBe('bad_params');
	});

	it.each([
		['https://example.com/1.webp', 'image_put_fail'],
		['https://example.com/1', 'image_put_fail'],
		['ftp://example.com/1.jpg', 'no_image'],
		['', 'no_image'],
	])('should refuse the image %s with %s', async (image_url, error) => {
		const fields = { item_id: firstId, image_no: 1, image_url };

		expect((await base.post('items/add_image', fields)).body.error).toBe(error);
	});

	it.each(['1.jpg', '1.JPEG', '1.png', '1.gif?size=2'])(
		'should take the image %s',
		async (name) => {
			const fields = { item_id: firstId, image_no: 1, image_url: `https://example.com/${name}` };

			expect((await base.post('items/add_image', fields)).status).toBe(200);
		},
	);
});

describe('image places in an answer', () => {
	const places = (item: Wire): number =>
		Object.keys(item).filter((name) => /^img\d+_origin$/.test(name)).length;

	it('should be 20 in the answers of detail and edit', async () => {
		const edited = await base.post('items/edit', { item_id: firstId, price: 500 });

		expect(places(await detail(firstId))).toBe(20);
		expect(places(edited.body.item)).toBe(20);
	});

	it('should be 5 in a list, of the original size alone', async () => {
		const [item] = (await base.get('items?limit=1')).body.items as Wire[];

		expect(places(item)).toBe(5);
		expect(Object.keys(item).filter((name) => name.startsWith('img'))).toHaveLength(5);
	});

	it('should be as many in a list as it is asked for', async () => {
		const list = await base.get('items?limit=1&max_image_no=20&image_size=origin,76');

		expect(places(list.body.items[0])).toBe(20);
		expect(list.body.items[0]).toHaveProperty('img20_76', null);
	});
});

it('should answer a GET where BASE wants a POST as BASE does', async () => {
	expect((await base.get(`items/edit?item_id=${firstId}`)).body).toEqual({
		error: 'not_post_method',
		error_description: 'POSTで送信してください。',
	});
});
