import { offersOf } from '../../support/fakeAmazon';
import { startSimulator, type Simulator } from '../../../simulator/start';
import { makeAccount, openClient, type SpApiAccount } from '../../../lib/spApi/account';
import type { SpApiClient } from '../../../lib/spApi/client';
import { SpApiCredentialError } from '../../../lib/spApi/errors';
import type { SpApiOperation } from '../../../lib/spApi/limits';
import { defaultOfferFilter } from '../../../lib/listing/offerFilter';
import { readLoopback } from '../../../lib/spApi/transport/transport';
import { findMarketplace } from '../../../lib/spApi/marketplaces';
import { clientFor, limiterAt } from '../../support/simulatedAmazon';

/** The client over real HTTP. Limiters start at the simulator's own speed, so that no test waits 10 s. */
describe('SpApiClient against the simulator', () => {
	let simulator: Simulator;
	let asins: string[];

	beforeAll(async () => {
		simulator = await startSimulator({ products: 100, plain: true, speed: 20_000, tokenSpeed: 1 });
		asins = [...simulator.world.products.keys()];
	});
	afterAll(async () => await simulator.stop());
	afterEach(() => {
		simulator.faults.clear();
		simulator.counters.reset();
	});

	const quickClient = (
		changes: {
			clientSecret?: string;
			refreshToken?: string;
			deadlineMs?: number;
			retries?: number;
		} = {},
	): SpApiClient => {
		const { deadlineMs = 2_000, retries, ...credential } = changes;
		const limiterOf = (operation: SpApiOperation) => limiterAt(operation, 200);
		return clientFor(simulator, { credential, deadlineMs, retries, pausesOver: 100, limiterOf });
	};

	const fetch = async (client: SpApiClient, wanted: readonly string[] = asins) =>
		await offersOf(wanted, {
			client,
			marketplace: findMarketplace('JP'),
			filter: defaultOfferFilter,
			lanes: { batch: true, single: false },
			timestamp: () => new Date().toISOString(),
		});

	it('should conclude what is true of every item, in 5 calls', async () => {
		const client = quickClient();
		const offers = await fetch(client);
		expect(client.counts).toEqual({ calls: { getItemOffersBatch: 5 }, rejected: 0 });
		for (const asin of asins) {
			expect(offers.get(asin)).toMatchObject(simulator.world.offersTruth(asin));
		}
	});

	it.each<[string, Parameters<Simulator['faults']['add']>[0]]>([
		['30% throttled', { kind: 'throttle', operation: 'getItemOffersBatch', probability: 0.3 }],
		[
			'10% server errors',
			{ kind: 'status', status: 500, operation: 'getItemOffersBatch', probability: 0.1 },
		],
		['a cut body', { kind: 'cut', operation: 'getItemOffersBatch', times: 2 }],
		['a connection reset', { kind: 'reset', operation: 'getItemOffersBatch', times: 2 }],
		['an answer of HTML', { kind: 'html', operation: 'getItemOffersBatch', times: 2 }],
		['silence', { kind: 'silence', operation: 'getItemOffersBatch', times: 1 }],
		['tokens that expired in mid-run', { kind: 'expireTokens', times: 1 }],
		['a reset at the token service', { kind: 'reset', operation: 'token', times: 1 }],
		['a failing token service', { kind: 'status', status: 503, operation: 'token', times: 1 }],
	])(
		'should give a true answer for every item in spite of %s',
		async (_, fault) => {
			simulator.faults.add(fault);
			const offers = await fetch(quickClient({ retries: 8 }));
			for (const asin of asins)
				expect(offers.get(asin)).toMatchObject(simulator.world.offersTruth(asin));
		},
		20_000,
	);

	it('should call the rest unknown, and lose nobody, when Amazon never answers well', async () => {
		simulator.faults.add({ kind: 'status', status: 503, operation: 'getItemOffersBatch' });
		const client = quickClient({ retries: 1 });
		const offers = await fetch(client);
		expect(client.counts.calls).toEqual({ getItemOffersBatch: 10 });
		expect([...offers.values()].map(({ status }) => status)).toEqual(asins.map(() => 'unknown'));
	});

	it('should call three missing sub-responses unknown and keep the other 17', async () => {
		simulator.faults.add({ kind: 'missing', count: 3, operation: 'getItemOffersBatch', times: 1 });
		const offers = await fetch(quickClient(), asins.slice(0, 20));
		const unknown = [...offers.values()].filter(({ status }) => status === 'unknown');
		expect(unknown).toHaveLength(3);
		expect(unknown[0]?.reason).toContain('含まれていません');
	});

	it('should find the one ASIN for which Amazon refuses a whole batch', async () => {
		// Twice the same ASIN is what Amazon refuses a batch for.
		const wanted = [...asins.slice(0, 7), asins[0]!];
		const client = quickClient();
		const offers = await fetch(client, wanted);
		for (const asin of asins.slice(0, 7)) expect(offers.get(asin)?.status).toBe('in_stock');
		expect(client.counts.calls.getItemOffersBatch).toBe(3);
	});

	it.each<[string, { clientSecret?: string; refreshToken?: string }, string, string]>([
		['a wrong secret', { clientSecret: 'wrong-secret' }, 'invalid_client', 'Client Secret'],
		['a revoked refresh token', { refreshToken: 'Atzr|revoked' }, 'invalid_grant', 'Refresh Token'],
	])('should stop at once at %s and name the field', async (_, changes, code, field) => {
		const failure = await fetch(quickClient(changes)).catch((error: unknown) => error);
		expect(failure).toBeInstanceOf(SpApiCredentialError);
		expect(failure).toMatchObject({ code });
		expect((failure as SpApiCredentialError).field).toContain(field);
		const told = `${(failure as Error).message}${JSON.stringify(failure)}${(failure as Error).stack}`;
		const { clientSecret, refreshToken } = simulator.credentials.amazon;
		for (const secret of [clientSecret, refreshToken, 'wrong-secret', 'Atzr|revoked']) {
			expect(told).not.toContain(secret);
		}
	});

	it('should stop at once when the account is restricted', async () => {
		simulator.faults.add({ kind: 'accountRestricted' });
		const client = quickClient();
		const failure = await fetch(client).catch((error: unknown) => error);
		expect(failure).toBeInstanceOf(SpApiCredentialError);
		expect(failure).toMatchObject({ status: 403 });
		expect(client.counts.calls.getItemOffersBatch).toBeLessThanOrEqual(5);
	});

	it('should share one token among parallel callers', async () => {
		const client = quickClient();
		await Promise.all([fetch(client, asins.slice(0, 20)), fetch(client, asins.slice(20, 60))]);
		expect(simulator.counters.of('amazon', 'token').calls).toBe(1);
	});
});

describe('accountOf', () => {
	const credential = { marketplace: 'JP', clientId: 'a', clientSecret: 'b', refreshToken: 'c' };

	it('should give every execution of one credential the same limiter', () => {
		const first: SpApiAccount = makeAccount(credential);
		const second = makeAccount({ ...credential });
		expect(second.limiterOf('getItemOffers')).toBe(first.limiterOf('getItemOffers'));
		const other = makeAccount({ ...credential, refreshToken: 'd' });
		expect(other.limiterOf('getItemOffers')).not.toBe(first.limiterOf('getItemOffers'));
		expect(openClient(first).counts).not.toBe(openClient(first).counts);
	});
});

describe('loopbackOf', () => {
	it('should accept this machine alone', () => {
		expect(readLoopback('http://127.0.0.1:4010')).toEqual({ host: '127.0.0.1', port: 4010 });
		expect(readLoopback('http://[::1]:4010')).toEqual({ host: '::1', port: 4010 });
		expect(readLoopback('')).toBeNull();
		expect(readLoopback(undefined)).toBeNull();
	});

	it.each([
		'http://example.com',
		'https://127.0.0.1',
		'http://127.0.0.1.example.com',
		'http://192.168.0.1',
		'x',
	])('should refuse %s', (override) => {
		expect(() => readLoopback(override)).toThrow(override);
	});
});
