import { type Simulator, startSimulator } from '../../simulator/start';
import { amazonCaller, call, form, handClock, japan, requestAmazonToken } from './callers';

const clock = handClock();
let simulator: Simulator;
let asins: string[];

beforeEach(async () => {
	simulator = await startSimulator({ products: 60, plain: true, now: clock.now });
	asins = [...simulator.world.products.keys()];
});

afterEach(() => simulator.stop());

describe('the token service', () => {
	it('should give an access token of 3,600 s for a JSON body', async () => {
		const { status, body } = await requestAmazonToken(simulator);

		expect(status).toBe(200);
		expect(body).toEqual({
			access_token: expect.stringMatching(/^Atza\|/),
			refresh_token: 'Atzr|simulator',
			token_type: 'bearer',
			expires_in: 3600,
		});
		expect(simulator.counters.snapshot().tokensIssued).toEqual({ amazon: 1 });
	});

	it('should read a form as well', async () => {
		const { clientId, clientSecret, refreshToken } = simulator.credentials.amazon;
		const { status } = await call(`${simulator.amazonUrl}/auth/o2/token`, {
			method: 'POST',
			body: form({
				grant_type: 'refresh_token',
				client_id: clientId,
				client_secret: clientSecret,
				refresh_token: refreshToken,
			}),
		});

		expect(status).toBe(200);
	});

	it.each([
		['client_id', 401, 'invalid_client'],
		['client_secret', 401, 'invalid_client'],
		['refresh_token', 400, 'invalid_grant'],
		['grant_type', 400, 'unsupported_grant_type'],
	])('should refuse a wrong %s with %i %s', async (field, status, error) => {
		const answer = await requestAmazonToken(simulator, { [field]: 'wrong' });

		expect(answer.status).toBe(status);
		expect(answer.body.error).toBe(error);
		expect(answer.body.error_description).not.toBe('');
	});

	it('should divide the token life by the speed', async () => {
		const fast = await startSimulator({ products: 1, speed: 600 });
		const { body } = await requestAmazonToken(fast);
		await fast.stop();

		expect(body.expires_in).toBe(6);
	});
});

describe('access to the API', () => {
	it('should refuse a call without a token and one with an unknown token', async () => {
		const url = `${simulator.amazonUrl}/catalog/2022-04-01/items/${asins[0]}?marketplaceIds=${japan}`;
		const without = await call(url);
		const unknown = await call(url, { headers: { 'x-amz-access-token': 'Atza|other' } });

		const reasons = [
			[without, 'Access token is missing in the request header.'],
			[unknown, 'The access token you provided is revoked, malformed or invalid.'],
		] as const;
		for (const [{ status, body }, details] of reasons) {
			expect(status).toBe(403);
			expect(body.errors[0]).toEqual({
				code: 'Unauthorized',
				message: 'Access to requested resource is denied.',
				details,
			});
		}
	});

	it('should say that a token has expired after an hour', async () => {
		const amazon = await amazonCaller(simulator);
		clock.pass(3_599_999);
		const before = await amazon.offers(asins[0]!);
		clock.pass(1);
		const after = await amazon.offers(asins[0]!);

		expect(before.status).toBe(200);
		expect(after.status).toBe(403);
		expect(after.body.errors[0].details).toBe(
			'The access token you included in the request has expired.',
		);
	});

	it('should answer 404 where there is no operation', async () => {
		const amazon = await amazonCaller(simulator);

		expect((await amazon.get('/products/pricing/v0/price')).status).toBe(404);
	});
});

describe('the quotas', () => {
	it('should let one batch through every ten seconds and state the rate', async () => {
		const amazon = await amazonCaller(simulator);
		const first = await amazon.batch([asins[0]!]);
		const second = await amazon.batch([asins[1]!]);
		clock.pass(9_999);
		const early = await amazon.batch([asins[1]!]);
		clock.pass(1);
		const inTime = await amazon.batch([asins[1]!]);

		expect([first, second, early, inTime].map(({ status }) => status)).toEqual([
			200, 429, 429, 200,
		]);
		expect(first.headers.get('x-amzn-ratelimit-limit')).toBe('0.1');
		expect(second.headers.get('x-amzn-ratelimit-limit')).toBeNull();
		expect(second.headers.get('retry-after')).toBeNull();
		expect(second.body.errors).toEqual([
			{
				code: 'QuotaExceeded',
				message: 'You exceeded your quota for the requested resource.',
				details: '',
			},
		]);
		expect(simulator.counters.of('amazon', 'getItemOffersBatch')).toMatchObject({
			calls: 4,
			rejected: 2,
			throttled: 2,
			things: 2,
		});
	});

	it('should keep a bucket for each operation', async () => {
		const amazon = await amazonCaller(simulator);
		const asin = asins[0]!;
		await amazon.batch([asin]);
		const answers = [
			await amazon.offers(asin),
			await amazon.competitive([asin]),
			await amazon.catalog([asin]),
			await amazon.catalog([asin]),
			await amazon.catalog([asin]),
		];

		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429]);
		const limits = answers.map(({ headers }) => headers.get('x-amzn-ratelimit-limit'));
		expect(limits).toEqual(['0.5', '0.5', '2', '2', null]);
	});

	it('should never save more tokens than the burst', async () => {
		const amazon = await amazonCaller(simulator);
		clock.pass(600_000);

		expect((await amazon.batch([asins[0]!])).status).toBe(200);
		expect((await amazon.batch([asins[0]!])).status).toBe(429);
	});

	it('should follow a changed rate at once, in the bucket and in the header', async () => {
		const amazon = await amazonCaller(simulator);
		await amazon.batch([asins[0]!]);
		simulator.quotas.setFactor('getItemOffersBatch', 0.5);
		clock.pass(10_000);
		const afterTen = await amazon.batch([asins[0]!]);
		clock.pass(10_000);
		const afterTwenty = await amazon.batch([asins[0]!]);

		expect([afterTen.status, afterTwenty.status]).toEqual([429, 200]);
		expect(afterTwenty.headers.get('x-amzn-ratelimit-limit')).toBe('0.05');
	});

	it('should run faster by the speed', async () => {
		const fast = await startSimulator({ products: 1, plain: true, speed: 10, now: clock.now });
		const amazon = await amazonCaller(fast);
		const asin = [...fast.world.products.keys()];
		const first = await amazon.batch(asin);
		clock.pass(1_000);
		const second = await amazon.batch(asin);
		await fast.stop();

		expect([first.status, second.status]).toEqual([200, 200]);
		expect(first.headers.get('x-amzn-ratelimit-limit')).toBe('1');
	});
});
