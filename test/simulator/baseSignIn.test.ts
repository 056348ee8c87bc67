import { type Simulator, startSimulator } from '../../simulator/start';
import { baseCaller, call, form, handClock } from './callers';

const clock = handClock();
const redirectUri = 'http://127.0.0.1:5678/rest/oauth2-credential/callback';
let simulator: Simulator;

beforeEach(async () => {
	simulator = await startSimulator({ products: 3, plain: true, shops: 2, now: clock.now });
});

afterEach(() => simulator.stop());

const request = (different: Record<string, string> = {}): string =>
	form({
		response_type: 'code',
		client_id: 'demo-shop-client',
		redirect_uri: redirectUri,
		scope: 'read_users read_items write_items',
		state: 'a "state" & more',
		...different,
	}).toString();

/** Agrees on the consent page and reads the code out of the way back. */
async function agree(different: Record<string, string> = {}): Promise<URL> {
	const url = `${simulator.baseUrl}/1/oauth/authorize/approve?${request(different)}`;
	const { status, headers } = await call(url, { redirect: 'manual' });
	expect(status).toBe(302);
	return new URL(headers.get('location') ?? '');
}

const exchange = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
	call(`${simulator.baseUrl}/1/oauth/token`, { method: 'POST', body: form(fields), headers });

const withCode = (code: string, different: Record<string, string> = {}) =>
	exchange({
		grant_type: 'authorization_code',
		client_id: 'demo-shop-client',
		client_secret: 'demo-shop-secret',
		code,
		redirect_uri: redirectUri,
		...different,
	});

describe('the consent page', () => {
	it('should show a Japanese button that hands the request on', async () => {
		const { status, body } = await call(`${simulator.baseUrl}/1/oauth/authorize?${request()}`);

		expect(status).toBe(200);
		expect(body).toContain('<button type="submit">連携する</button>');
		expect(body).toContain('action="/1/oauth/authorize/approve"');
		expect(body).toContain('name="state" value="a &quot;state&quot; &amp; more"');
		expect(body).toContain('<li>write_items</li>');
	});

	it.each([
		['client_id', 'nobody'],
		['redirect_uri', 'javascript:alert(1)'],
		['response_type', 'token'],
		['scope', 'write_everything'],
	])('should refuse a wrong %s', async (name, value) => {
		const url = `${simulator.baseUrl}/1/oauth/authorize?${request({ [name]: value })}`;
		const { status, body } = await call(url);

		expect(status).toBe(400);
		expect(body).toContain('不正です');
	});

	it('should lead back with a code and the state unchanged', async () => {
		const back = await agree();

		expect(`${back.origin}${back.pathname}`).toBe(redirectUri);
		expect(back.searchParams.get('state')).toBe('a "state" & more');
		expect(back.searchParams.get('code')).toMatch(/^[0-9a-f]{32}$/);
	});
});

describe('a code', () => {
	it('should become a token set that opens this shop, once', async () => {
		const code = (await agree()).searchParams.get('code')!;
		const first = await withCode(code);
		const second = await withCode(code);
		const me = await call(`${simulator.baseUrl}/1/users/me`, {
			headers: { authorization: `Bearer ${first.body.access_token}` },
		});

		expect(first.body).toEqual({
			access_token: expect.stringMatching(/^[0-9a-f]{40}$/),
			token_type: 'bearer',
			expires_in: 3600,
			refresh_token: expect.stringMatching(/^[0-9a-f]{40}$/),
		});
		expect(second.status).toBe(400);
		expect(second.body.error_description).toBe('不正な認可コードです。');
		expect(me.body.user.shop_id).toBe('demo-shop');
	});

	it('should take client id and secret from a Basic header', async () => {
		const code = (await agree()).searchParams.get('code')!;
		const basic = Buffer.from('demo-shop-client:demo-shop-secret').toString('base64');
		const { status } = await exchange(
			{ grant_type: 'authorization_code', code, redirect_uri: redirectUri },
			{ authorization: `Basic ${basic}` },
		);

		expect(status).toBe(200);
	});

	it.each([
		['client_secret', 'wrong', 'unauthorized_client'],
		['client_secret', '', 'invalid_request'],
		['redirect_uri', 'http://127.0.0.1/other', 'invalid_request'],
		['grant_type', 'password', 'invalid_request'],
	])('should be refused with HTTP 400 for a wrong %s', async (name, value, error) => {
		const code = (await agree()).searchParams.get('code')!;
		const answer = await withCode(code, { [name]: value });

		expect(answer.status).toBe(400);
		expect(answer.body.error).toBe(error);
	});

	it('should end after ten minutes', async () => {
		const code = (await agree()).searchParams.get('code')!;
		clock.pass(600_000);

		expect((await withCode(code)).body).toEqual({
			error: 'invalid_request',
			error_description: '認可コードの有効期限が切れています。',
		});
	});
});

describe('a refresh token', () => {
	it('should be replaced at each use: the old one is dead', async () => {
		const base = baseCaller(simulator);
		const first = base.shop.issueTokens();
		const second = await base.refresh(first.refresh_token);
		const again = await base.refresh(first.refresh_token);
		const third = await base.refresh(second.body.refresh_token);

		expect(second.status).toBe(200);
		expect(second.body.refresh_token).not.toBe(first.refresh_token);
		expect(again.status).toBe(400);
		expect(again.body).toEqual({
			error: 'invalid_request',
			error_description: '不正なリフレッシュトークンです。',
		});
		expect(third.status).toBe(200);
		expect(simulator.counters.snapshot().tokensIssued).toEqual({ 'demo-shop': 4 });
	});

	it('should live for 30 days', async () => {
		const base = baseCaller(simulator);
		const inTime = base.shop.issueTokens().refresh_token;
		const late = base.shop.issueTokens().refresh_token;
		clock.pass(30 * 86_400_000 - 1);
		expect((await base.refresh(inTime)).status).toBe(200);
		clock.pass(1);
		expect((await base.refresh(late)).body).toEqual({
			error: 'invalid_request',
			error_description: 'リフレッシュトークンの有効期限が切れています。',
		});
	});

	it('should not open another shop', async () => {
		const other = baseCaller(simulator, undefined, 1);

		expect(
			(await other.refresh(baseCaller(simulator).shop.issueTokens().refresh_token)).status,
		).toBe(400);
	});
});

describe('an access token', () => {
	const refused = { error: 'invalid_request', error_description: 'アクセストークンが無効です。' };

	it('should be refused with HTTP 400 when it is absent, unknown or an hour old', async () => {
		const base = baseCaller(simulator);
		const items = `${simulator.baseUrl}/1/items`;
		const absent = await call(items);
		const unknown = await call(items, { headers: { authorization: 'Bearer 0000' } });
		clock.pass(3_599_999);
		const inTime = await base.get('items');
		clock.pass(1);
		const late = await base.get('items');

		expect(inTime.status).toBe(200);
		for (const answer of [absent, unknown, late]) {
			expect(answer.status).toBe(400);
			expect(answer.body).toEqual(refused);
		}
	});

	it('should open only what its scopes name', async () => {
		const base = baseCaller(simulator, ['read_items']);
		const me = await base.get('users/me');
		const edit = await base.post('items/edit', { item_id: 80_000_001, price: 500 });

		expect((await base.get('items')).status).toBe(200);
		expect([me.status, edit.status]).toEqual([400, 400]);
		expect(me.body.error).toBe('invalid_scope');
		expect(edit.body).toEqual({
			error: 'invalid_scope',
			error_description: 'スコープが無効です。',
		});
	});

	it('should belong to one shop', async () => {
		const second = baseCaller(simulator, undefined, 1);

		expect((await second.get('users/me')).body.user.shop_id).toBe('demo-shop-2');
		expect((await second.get('items')).body.items[0].item_id).toBe(81_000_001);
	});
});
