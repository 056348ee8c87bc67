import type { IncomingHttpHeaders } from 'node:http';
import { inspect } from 'node:util';
import { checkRedis } from '../../lib/stores/redis/checkRedis';
import { toRedisAddress } from '../../lib/stores/redis/redisAddress';
import { describeError } from '../../lib/n8n/errors';
import { SpApiError } from '../../lib/spApi/errors';
import { findMarketplace } from '../../lib/spApi/marketplaces';
import { TokenSource } from '../../lib/spApi/transport/token';
import { createTransport } from '../../lib/spApi/transport/transport';
import { listenHttp, type Heard } from '../support/httpListener';
import { inARow, itemsNode, runWorkflow, useTemporaryUserFolder } from '../support/n8nEngine';
import { startScriptedRedis } from '../support/scriptedRedis';
import { shortenReconnects, shortenWaits } from '../support/shortWaits';
import { shopCredentialAt, shopSecrets } from '../support/shopCredential';
import { openRedis } from '../support/stored';

/** A server that quotes what it was sent: whoever shows its words shows the password. */

const USER = 'owner-7f3a';
const PASSWORD = 'Geheim-51c9';
const PACKAGE = 'n8n-nodes-amazon-base-sync';

let redis: Awaited<ReturnType<typeof startScriptedRedis>> | undefined;
let heard: string;

shortenWaits();
shortenReconnects();
beforeAll(() => void useTemporaryUserFolder());
afterEach(async () => {
	jest.restoreAllMocks();
	await redis?.stop();
});

/** Where libraries write to by themselves. */
function listenToConsole(): void {
	heard = '';
	const note = (...parts: unknown[]) => void (heard += `${inspect(parts, { depth: 8 })}\n`);
	for (const method of ['log', 'info', 'warn', 'error'] as const) {
		jest.spyOn(console, method).mockImplementation(note);
	}
}

const start = async (line: (args: string) => string) => {
	const { port } = (redis = await startScriptedRedis((command) => line(command.join(' '))));
	return { host: '127.0.0.1', port, username: USER, password: PASSWORD };
};

const rejectionOf = async (work: Promise<unknown>): Promise<unknown> =>
	await work.then(
		() => new Error('nothing was refused'),
		(error: unknown) => error,
	);

/** Everything that a log or a crash reporter could take from it, causes included. */
const allOf = (error: unknown): string =>
	`${inspect(error, { depth: 12, showHidden: true })} ${(error as Error).message}`;

/** Sentences that each bring another way of telling about an error. */
const ANSWERS: Array<[kind: string, line: (said: string) => string]> = [
	['a plain error', (said) => `-ERR refused: ${said}`],
	['a known sign of a wrong password', (said) => `-WRONGPASS invalid password ${said}`],
	['a word that looks like a code', () => `-${PASSWORD} no`],
	['a failure that closes the connection', (said) => `-LOADING ${said}`],
	['no word of the protocol', (said) => `?${said}`],
];

describe.each(ANSWERS)('a Redis that quotes the password in %s', (_kind, line) => {
	it('should not be quoted by the cache', async () => {
		listenToConsole();
		const address = toRedisAddress(await start(line));
		const cache = openRedis({ address, cacheName: 'quoted', now: Date.now });
		const error = await rejectionOf(cache.read(['B000000001']));
		const [outcome] = await cache.write([{ asin: 'B000000001', set: { shop: {} } }]);
		await cache.close();
		expect(error).toMatchObject({ name: 'StoreUnavailableError' });
		expect(allOf(error) + allOf(outcome) + heard).not.toContain(PASSWORD);
	});

	it('should not be quoted by the credential test', async () => {
		listenToConsole();
		const error = await rejectionOf(checkRedis(toRedisAddress(await start(line))));
		expect(error).toMatchObject({ name: 'StoreUnavailableError' });
		expect(allOf(error) + heard).not.toContain(PASSWORD);
	});
});

it('should not be quoted by a node that stores in it', async () => {
	listenToConsole();
	const data = await start(ANSWERS[0]![1]);
	const node = {
		name: 'it',
		type: `${PACKAGE}.ttlCache`,
		parameters: { operation: 'statistics', store: 'redis' },
	};
	const run = await runWorkflow(inARow(itemsNode([{}]), node), {
		credentials: { ttlCacheRedis: data },
		startNode: 'items',
	});
	expect(run.error).toContain('Redis');
	expect(JSON.stringify(run.raw) + inspect(run.raw, { depth: 12 }) + heard).not.toContain(PASSWORD);
});

it('should not be quoted by a node that shares limits through it', async () => {
	listenToConsole();
	const data = await start(ANSWERS[0]![1]);
	const node = {
		name: 'it',
		type: `${PACKAGE}.spApiBatchOffers`,
		parameters: { shareLimits: true },
	};
	const run = await runWorkflow(inARow(itemsNode([{ asin: 'B000000001' }]), node), {
		credentials: {
			ttlCacheRedis: data,
			amazonSpApi: {
				marketplace: 'JP',
				clientId: 'id',
				clientSecret: 'client-secret',
				refreshToken: 'refresh-token',
				endpointOverride: 'http://127.0.0.1:9',
			},
		},
		startNode: 'items',
	});
	expect(run.error).toContain('Redis');
	expect(JSON.stringify(run.raw) + inspect(run.raw, { depth: 12 }) + heard).not.toContain(PASSWORD);
}, 20_000);

/** A service that answers a refusal with all it was sent. */
const quoting = async (status: number, code: string) =>
	await listenHttp(({ headers, body }: Heard, response) => {
		const said = `アクセストークンが ${headersOf(headers)} ${decodeURIComponent(body)} ${body}`;
		response.writeHead(status, { 'content-type': 'application/json' });
		const errors = [{ code, message: said, details: said }];
		response.end(JSON.stringify({ error: code, error_description: said, errors }));
	});

const headersOf = (headers: IncomingHttpHeaders): string => JSON.stringify(headers);

it.each([
	[400, 'bad_params'],
	[400, 'invalid_request'],
	[500, 'server_error'],
])('should not quote a token when BASE does: %d %s', async (status, code) => {
	const shop = await quoting(status, code);
	const node = { name: 'it', type: `${PACKAGE}.baseListings` };
	const run = await runWorkflow(inARow(itemsNode([{}]), node), {
		credentials: shopCredentialAt(shop.url),
		startNode: 'items',
	});
	await shop.stop();
	const left = JSON.stringify(run.raw) + inspect(run.raw, { depth: 12 });
	for (const secret of Object.values(shopSecrets)) expect(left).not.toContain(secret);
	expect(shop.heard[0]?.headers.authorization).toContain(shopSecrets.access_token);
	expect(run.error).toBeDefined();
});

it.each([
	[400, 'invalid_grant'],
	[401, 'invalid_client'],
	[503, 'server_error'],
])("should not quote a secret when Amazon's token service does: %d %s", async (status, code) => {
	const amazon = await quoting(status, code);
	const secrets = { clientSecret: 'amazon|client/secret', refreshToken: 'Atzr|amazon/refresh' };
	const options = { clientId: 'client', ...secrets, now: Date.now };
	const { requestToken } = createTransport({
		...options,
		marketplace: findMarketplace('JP'),
		endpointOverride: amazon.url,
	});
	const error = await rejectionOf(new TokenSource({ ...options, requestToken }).get());
	await amazon.stop();
	expect(error).toBeInstanceOf(SpApiError);
	for (const secret of Object.values(secrets)) {
		expect(allOf(error)).not.toContain(secret);
		expect(allOf(error)).not.toContain(encodeURIComponent(secret));
	}
});

it("should leave the access token out of an answer of Amazon's that quotes it", async () => {
	const amazon = await quoting(403, 'Unauthorized');
	const transport = createTransport({
		...{ clientId: 'client', clientSecret: 'client-secret', refreshToken: 'refresh-token' },
		marketplace: findMarketplace('JP'),
		endpointOverride: amazon.url,
		now: Date.now,
	});
	const answer = await transport.call({ method: 'GET', path: '/catalog' }, 'Atza|access-token');
	await amazon.stop();
	expect(amazon.heard[0]?.headers['x-amz-access-token']).toBe('Atza|access-token');
	expect(answer.body).not.toContain('Atza|access-token');
});

it("should show of a library's error its code alone", () => {
	const error = Object.assign(new Error(`connect http://owner:${PASSWORD}@proxy:8080`), {
		code: 'ECONNREFUSED',
		config: { headers: { authorization: PASSWORD } },
	});
	expect(describeError(error)).toContain('(ECONNREFUSED)');
	expect(describeError(error)).not.toContain(PASSWORD);
});

it('should not quote a Redis URL that was pasted into the field of the host', () => {
	const host = `redis://${USER}:${PASSWORD}@redis.example`;
	const open = () => toRedisAddress({ host, port: 6379 });
	expect(open).toThrow('Host にはホスト名だけ');
	expect(open).not.toThrow(PASSWORD);
});
