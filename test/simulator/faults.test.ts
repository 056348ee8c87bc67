import type { FaultRule } from '../../simulator/faults';
import { type Simulator, startSimulator } from '../../simulator/start';
import { amazonCaller, baseCaller, byAsin, call, form, requestAmazonToken } from './callers';

let simulator: Simulator;
let amazon: Awaited<ReturnType<typeof amazonCaller>>;
let base: ReturnType<typeof baseCaller>;
let asins: string[];
const itemId = 80_000_001;

beforeEach(async () => {
	simulator = await startSimulator({
		products: 40,
		plain: true,
		shops: 2,
		speed: 1_000_000,
		tokenSpeed: 1,
	});
	amazon = await amazonCaller(simulator);
	base = baseCaller(simulator);
	asins = [...simulator.world.products.keys()];
});

afterEach(() => simulator.stop());

const set = (rule: FaultRule) => simulator.faults.add(rule);
const catalog = () => amazon.catalog(asins.slice(0, 3));
const me = () => base.get('users/me');

describe('a rule', () => {
	it('should strike as often as told and then be gone', async () => {
		set({ kind: 'throttle', operation: 'searchCatalogItems', times: 2 });
		const statuses = [await catalog(), await catalog(), await catalog()].map(
			({ status }) => status,
		);

		expect(statuses).toEqual([429, 429, 200]);
		expect(simulator.faults.list()).toEqual([]);
		expect(simulator.counters.of('amazon', 'searchCatalogItems')).toMatchObject({
			calls: 3,
			faulted: 2,
			throttled: 2,
		});
	});

	it('should strike by chance, the same way for the same seed', async () => {
		const draw = async (): Promise<string> => {
			const one = await startSimulator({ products: 1, seed: 11 });
			one.faults.add({ kind: 'status', service: 'base', probability: 0.5 });
			const caller = baseCaller(one);
			let statuses = '';
			for (let time = 0; time < 20; time++)
				statuses += (await caller.get('items')).status === 200 ? '.' : 'x';
			await one.stop();
			return statuses;
		};
		const first = await draw();

		expect(first).toContain('x');
		expect(first).toContain('.');
		expect(await draw()).toBe(first);
	});

	it('should spare other operations, other shops and the signing in', async () => {
		set({ kind: 'status', operation: 'items', shop: 'demo-shop-2' });
		set({ kind: 'status', service: 'amazon' });

		expect((await base.get('items')).status).toBe(200);
		expect((await baseCaller(simulator, undefined, 1).get('items')).status).toBe(503);
		expect((await baseCaller(simulator, undefined, 1).get('users/me')).status).toBe(200);
		expect((await requestAmazonToken(simulator)).status).toBe(200);
	});

	it('should be refused for a kind that does not exist', () => {
		expect(() => set({ kind: 'earthquake' as never })).toThrow(/Unknown fault kind "earthquake"/);
	});

	it('should be taken back', async () => {
		const fault = set({ kind: 'status', service: 'base' });

		expect(simulator.faults.remove(fault.id)).toBe(true);
		expect(simulator.faults.remove(fault.id)).toBe(false);
		expect((await me()).status).toBe(200);
	});
});

describe('faults of the wire', () => {
	it('should answer with any status', async () => {
		set({ kind: 'status', service: 'amazon', status: 500 });
		const { status, body } = await catalog();

		expect(status).toBe(500);
		expect(body.errors[0].code).toBe('InternalFailure');
	});

	it('should cut the answer in half', async () => {
		set({ kind: 'cut', service: 'amazon', times: 1 });

		await expect(catalog()).rejects.toThrow();
		expect((await catalog()).status).toBe(200);
	});

	it('should reset the connection before the call is done', async () => {
		set({ kind: 'reset', operation: 'items/edit', times: 1 });

		await expect(base.post('items/edit', { item_id: itemId, price: 5000 })).rejects.toThrow();
		expect(simulator.counters.snapshot().writes).toEqual({});
	});

	it('should answer late', async () => {
		set({ kind: 'slow', service: 'base', milliseconds: 60 });
		const begun = performance.now();
		const { status } = await me();

		expect(status).toBe(200);
		expect(performance.now() - begun).toBeGreaterThanOrEqual(55);
	});

	it('should say nothing at all', async () => {
		set({ kind: 'silence', service: 'base' });
		const url = `${simulator.baseUrl}/1/users/me`;

		await expect(fetch(url, { signal: AbortSignal.timeout(60) })).rejects.toThrow(/timeout|abort/i);
		expect(simulator.counters.of('base', 'users/me').calls).toBe(1);
	});

	it('should answer with a web page', async () => {
		set({ kind: 'html', service: 'amazon', status: 502 });
		const { status, headers, body } = await catalog();

		expect(status).toBe(502);
		expect(headers.get('content-type')).toContain('text/html');
		expect(body).toContain('<html>');
	});
});

describe('faults of Amazon', () => {
	it('should leave sub-responses out', async () => {
		set({ kind: 'missing', count: 3 });

		expect((await amazon.batch(asins.slice(0, 20))).body.responses).toHaveLength(17);
		expect((await amazon.competitive(asins.slice(0, 20))).body.payload).toHaveLength(17);
		expect((await amazon.catalog(asins.slice(0, 20), '&pageSize=20')).body.items).toHaveLength(17);
	});

	it('should fail single sub-responses', async () => {
		set({ kind: 'subStatus', count: 2, status: 503 });
		const answers = [...byAsin((await amazon.batch(asins.slice(0, 5))).body).values()];

		expect(answers.filter(({ status }) => status === 503)).toHaveLength(2);
		expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
	});

	it('should end all access tokens at once, so that a new one helps', async () => {
		set({ kind: 'expireTokens', service: 'amazon' });
		const ended = await catalog();
		const renewed = await amazonCaller(simulator);

		expect(ended.status).toBe(403);
		expect(ended.body.errors[0].details).toContain('expired');
		expect((await renewed.catalog(asins.slice(0, 3))).status).toBe(200);
	});

	it('should revoke the refresh token', async () => {
		set({ kind: 'revokeRefreshToken', service: 'amazon' });
		const { status, body } = await requestAmazonToken(simulator);

		expect([status, body.error]).toEqual([400, 'invalid_grant']);
	});

	it('should restrict the account', async () => {
		set({ kind: 'accountRestricted' });
		const { status, body } = await catalog();

		expect(status).toBe(403);
		expect(body.errors[0].message).toBe('Access to requested resource is denied.');
	});
});

describe('faults of BASE', () => {
	it.each([
		['hourLimit', 'hour_api_limit'],
		['dayLimit', 'day_api_limit'],
		['shopRestricted', 'access_denied'],
		['expireTokens', 'invalid_request'],
		['throttle', 'hour_api_limit'],
	] as const)('should answer %s with HTTP 400 %s', async (kind, error) => {
		set({ kind, service: 'base' });
		const { status, body } = await me();

		expect([status, body.error]).toEqual([400, error]);
	});

	it('should refuse writes for want of a scope', async () => {
		set({ kind: 'wrongScope' });

		expect((await me()).status).toBe(200);
		expect((await base.post('items/edit', { item_id: itemId, price: 5000 })).body.error).toBe(
			'invalid_scope',
		);
	});

	it('should apply an edit and lose the answer', async () => {
		set({ kind: 'lostAnswer', times: 1 });

		await expect(base.post('items/edit', { item_id: itemId, price: 4990 })).rejects.toThrow();
		expect((await base.get(`items/detail/${itemId}`)).body.item.price).toBe(4990);
		expect(simulator.counters.writesOf('demo-shop', itemId).edits).toBe(1);
	});

	it('should end the tokens of one shop alone', async () => {
		const other = baseCaller(simulator, undefined, 1);
		set({ kind: 'expireTokens', service: 'base', shop: 'demo-shop' });

		expect((await me()).status).toBe(400);
		expect((await other.get('users/me')).status).toBe(200);
	});

	it('should revoke the refresh token', async () => {
		set({ kind: 'revokeRefreshToken', shop: 'demo-shop' });
		const { body } = await base.refresh(base.shop.issueTokens().refresh_token);

		expect(body.error_description).toBe('不正なリフレッシュトークンです。');
	});
});

it('should take Chatwork down', async () => {
	set({ kind: 'chatworkDown' });
	const { status } = await call(`${simulator.chatworkUrl}/v2/rooms/424242/messages`, {
		method: 'POST',
		headers: { 'x-chatworktoken': 'chatwork-simulator' },
		body: form({ body: 'a' }),
	});

	expect(status).toBe(503);
	expect(simulator.messages.list()).toEqual([]);
});
