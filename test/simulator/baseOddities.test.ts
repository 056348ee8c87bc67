import type { FaultRule } from '../../simulator/faults';
import { type Simulator, startSimulator } from '../../simulator/start';
import { baseCaller, call, form, type Wire } from './callers';

let simulator: Simulator;
let base: ReturnType<typeof baseCaller>;
const first = 80_000_001;

beforeEach(async () => {
	simulator = await startSimulator({ products: 250, plain: true, speed: 1e6, tokenSpeed: 1 });
	base = baseCaller(simulator);
});

afterEach(() => simulator.stop());

const set = (rule: FaultRule) => simulator.faults.add(rule);
const page = async (offset: number): Promise<Wire[]> =>
	(await base.get(`items?limit=100&offset=${offset}`)).body.items;
const sizes = async () => [
	(await page(0)).length,
	(await page(100)).length,
	(await page(200)).length,
];

describe('lists that are not whole', () => {
	it('should lack the last items of each page that the list goes on after', async () => {
		set({ kind: 'shortPage', count: 3 });

		expect(await sizes()).toEqual([97, 97, 50]);
	});

	it('should lack an item of one page alone where the fault names it', async () => {
		set({ kind: 'shortPage', offset: 100 });

		expect(await sizes()).toEqual([100, 99, 50]);
	});

	it('should be whole again after the times that were said', async () => {
		set({ kind: 'shortPage', offset: 100, times: 1 });
		await sizes();

		expect(await sizes()).toEqual([100, 100, 50]);
	});

	it('should end after as many items as the fault says', async () => {
		set({ kind: 'shrunkenList', count: 120 });

		expect(await sizes()).toEqual([100, 20, 0]);
	});
});

describe('odd items', () => {
	it('should have a null in a required field, always the same items', async () => {
		set({ kind: 'oddItem', count: 3 });
		const items = await page(0);

		expect(items[0]).toMatchObject({ item_id: first, stock: null });
		expect(items[1]).toMatchObject({ item_id: first + 1, price: null });
		expect(items[2]).toMatchObject({ item_id: first + 2, visible: null });
		expect(await page(0)).toEqual(items);
	});

	it('should be whole in their own answers unless the fault names them', async () => {
		set({ kind: 'oddItem' });

		expect((await base.get(`items/detail/${first}`)).body.item.stock).toBe(1);
	});

	it('should be refused for good where BASE never edits them, and no others', async () => {
		set({ kind: 'neverEditable', count: 1 });
		const refused = await base.post('items/edit', { item_id: first, price: 500 });

		expect(refused.body).toEqual({
			error: 'invalid_request',
			error_description: 'デジタルコンテンツの商品は編集できません。',
		});
		expect((await base.post('items/edit', { item_id: first + 1, price: 500 })).status).toBe(200);
	});
});

describe('nulls in a list', () => {
	it('should stand in optional fields of some items of a lifelike shop', async () => {
		const lifelike = await startSimulator({ products: 250, speed: 1e6, tokenSpeed: 1 });
		try {
			const items: Wire[] = (await baseCaller(lifelike).get('items?limit=100')).body.items;
			const odd = items.filter(({ detail }) => detail === null);

			expect(odd.length).toBeGreaterThan(10);
			for (const item of odd) expect(item.modified).toEqual(expect.any(Number));
		} finally {
			await lifelike.stop();
		}
	});

	it('should stand nowhere in a plain shop', async () => {
		for (const item of await page(0)) expect(item.detail).toEqual(expect.any(String));
	});
});

describe('passing trouble', () => {
	it('should be a db_error in the words of BASE', async () => {
		set({ kind: 'databaseError', times: 1 });

		expect((await base.get('items')).body).toEqual({
			error: 'db_error',
			error_description: 'DBエラーです。',
		});
		expect((await base.get('items')).status).toBe(200);
	});

	it('should be a server_error where a token is asked for', async () => {
		set({ kind: 'databaseError', operation: 'oauth/token', times: 1 });

		expect((await base.refresh('any')).body.error).toBe('server_error');
	});

	it('should be an HTML page with the status 400', async () => {
		set({ kind: 'html', service: 'base', status: 400 });
		const { status, body } = await base.get('items');

		expect([status, typeof body]).toEqual([400, 'string']);
	});

	it('should make an edit late, and carry it out', async () => {
		set({ kind: 'slow', operation: 'items/edit', milliseconds: 60 });
		const begun = performance.now();
		await base.post('items/edit', { item_id: first, price: 4990 });

		expect(performance.now() - begun).toBeGreaterThanOrEqual(55);
		expect(simulator.world.shop('demo-shop').get(first)?.price).toBe(4990);
	});
});

describe('a refresh by the letter of the documents', () => {
	const refresh = (fields: Record<string, string>, query = '') => {
		const { shop } = base;
		return call(`${shop.accessTokenUrl}${query}`, {
			method: 'POST',
			body: form({
				grant_type: 'refresh_token',
				client_id: shop.clientId,
				client_secret: shop.clientSecret,
				refresh_token: shop.issueTokens().refresh_token,
				...fields,
			}),
		});
	};

	it('should be refused without redirect_uri', async () => {
		set({ kind: 'strictRedirectUri' });

		expect((await refresh({})).body.error).toBe('invalid_request');
	});

	it.each([
		[{ redirect_uri: 'http://127.0.0.1/callback' }, ''],
		[{}, '?redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback'],
	])('should be taken with redirect_uri in %j or the address %s', async (fields, query) => {
		set({ kind: 'strictRedirectUri' });

		expect((await refresh(fields, query)).status).toBe(200);
	});

	it('should be taken without redirect_uri where nobody is strict', async () => {
		expect((await refresh({})).status).toBe(200);
	});
});

describe('large images', () => {
	const add = async (name: string) =>
		(
			await base.post('items/add_image', {
				item_id: first,
				image_no: 1,
				image_url: `https://m.media-amazon.com/images/I/B0006L0120MAIN.${name}.jpg`,
			})
		).body;

	it('should be refused above the size of the fault', async () => {
		set({ kind: 'largeImage' });

		expect(await add('_SL1500_')).toEqual({
			error: 'image_put_fail',
			error_description: '画像の書き出しに失敗しました。',
		});
		expect((await add('_SL500_')).error).toBeUndefined();
	});

	it('should be taken without the fault', async () => {
		expect((await add('_SL1500_')).error).toBeUndefined();
	});
});
