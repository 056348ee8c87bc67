import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { checkRedis } from '../../lib/stores/redis/checkRedis';
import { clientOptions, toRedisAddress } from '../../lib/stores/redis/redisAddress';
import { RedisStore } from '../../lib/stores/redis/redisStore';
import { freePort } from '../../realN8n/machine/ports';
import { inARow, itemsNode, runWorkflow, useTemporaryUserFolder } from '../support/n8nEngine';
import { describeWithRedis, RedisServer } from '../support/redisServer';
import { startScriptedRedis } from '../support/scriptedRedis';
import { openRedis } from '../support/stored';

const addressOf = (port: number, password = '') =>
	toRedisAddress({ host: '127.0.0.1', port, database: 0, password });

const WRONG_PASSWORD =
	'ユーザー名またはパスワードが違います。認証情報「TTL Cache Redis」の User と Password を確認してください。';

describe('a Redis that refuses the password', () => {
	let redis: Awaited<ReturnType<typeof startScriptedRedis>>;

	beforeAll(() => void useTemporaryUserFolder());
	beforeEach(async () => {
		redis = await startScriptedRedis(([name]) =>
			name?.toLowerCase() === 'auth' ? '-WRONGPASS invalid username-password pair' : '-NOAUTH',
		);
	});
	afterEach(async () => await redis.stop());

	it('should not be asked again and again', async () => {
		const cache = openRedis({
			address: addressOf(redis.port, 'wrong'),
			cacheName: 'default',
			now: Date.now,
		});
		await expect(cache.read(['B000000001'])).rejects.toThrow(WRONG_PASSWORD);
		await sleep(1500);
		expect(redis.connections()).toBeLessThanOrEqual(2);
	});

	it('should be asked anew by the next run', async () => {
		const open = () =>
			openRedis({
				address: addressOf(redis.port, 'mended'),
				cacheName: 'default',
				now: Date.now,
			});
		await expect(open().read(['B000000001'])).rejects.toThrow(WRONG_PASSWORD);
		await sleep(300);
		const before = redis.connections();
		await expect(open().read(['B000000001'])).rejects.toThrow(WRONG_PASSWORD);
		expect(redis.connections()).toBeGreaterThan(before);
	});

	it('should end a node that shares limits through it, with the field to look at', async () => {
		const node = {
			name: 'it',
			type: 'n8n-nodes-amazon-base-sync.spApiBatchOffers',
			parameters: { shareLimits: true },
		};
		const amazonSpApi = {
			...{ marketplace: 'JP', clientId: 'id', clientSecret: 'secret', refreshToken: 'token' },
			endpointOverride: 'http://127.0.0.1:9',
		};
		const ttlCacheRedis = { host: '127.0.0.1', port: redis.port, password: 'wrong' };
		const run = await runWorkflow(inARow(itemsNode([{ asin: 'B000000001' }]), node), {
			credentials: { ttlCacheRedis, amazonSpApi },
			startNode: 'items',
		});
		expect(run.error).toContain(WRONG_PASSWORD);
		await sleep(1000);
		// Bottleneck has two clients.
		expect(redis.connections()).toBeLessThanOrEqual(4);
	});
});

describe('a host that takes connections and never answers', () => {
	let redis: Awaited<ReturnType<typeof startScriptedRedis>>;

	beforeEach(async () => void (redis = await startScriptedRedis(() => null)));
	afterEach(async () => await redis.stop());

	it('should be told within bounds, with the fields to look at', async () => {
		const options = clientOptions(addressOf(redis.port));
		expect(options.commandTimeout).toBeLessThanOrEqual(60_000);
		const client = new Redis({ ...options, commandTimeout: 300, lazyConnect: true });
		const store = new RedisStore({ client, prefix: 'x', place: 'redis://silent', now: Date.now });
		await expect(store.read('documents', ['B000000001'])).rejects.toThrow(
			'応答がありません。ネットワークと、認証情報「TTL Cache Redis」の Host と Port を確認してください',
		);
		await store.close();
	});

	it('should be told to a person who tests the credential', async () => {
		await expect(checkRedis(addressOf(redis.port, 'secret'), 300)).rejects.toThrow(
			'応答がありません',
		);
	});
});

describe('the tries to reach a Redis', () => {
	const strategy = () => clientOptions(addressOf(6379)).retryStrategy!;

	it('should go on for about 30 seconds, so that a restart is waited for', () => {
		const retry = strategy();
		let waited = 0;
		for (let attempt = 1; ; attempt++) {
			const pause = retry(attempt);
			if (typeof pause !== 'number') break;
			waited += pause;
		}
		expect(waited).toBeGreaterThan(25_000);
		expect(waited).toBeLessThan(35_000);
	});

	it('should end where nobody listens, with the fields to look at', async () => {
		const options = clientOptions(addressOf(await freePort()));
		const client = new Redis({
			...options,
			lazyConnect: true,
			// The same count of tries, without the waits.
			retryStrategy: (attempt) => (options.retryStrategy!(attempt) === null ? null : 1),
		});
		const store = new RedisStore({ client, prefix: 'x', place: 'redis://nobody', now: Date.now });
		await expect(store.read('documents', ['B000000001'])).rejects.toThrow(
			'接続を拒否されました。Redis が起動しているか、認証情報「TTL Cache Redis」の Host と Port を確認してください',
		);
		expect(client.status).toBe('end');
	});
});

describeWithRedis('a real Redis', () => {
	it('should be used with a password that it does not need, and after it restarted', async () => {
		jest.spyOn(console, 'warn').mockImplementation(() => undefined);
		const server = await RedisServer.start();
		const address = addressOf(server.port, 'needless');
		const cache = openRedis({ address, cacheName: 'default', now: Date.now });
		expect(await cache.read(['B000000001'])).toEqual(new Map());
		await server.kill();
		await server.run();
		expect(await cache.read(['B000000001'])).toEqual(new Map());
		await cache.close();
		await server.stop();
		jest.restoreAllMocks();
	});

	it('should tell that no password was given', async () => {
		const server = await RedisServer.start(['--requirepass', 'needed-password']);
		const address = addressOf(server.port);
		const cache = openRedis({ address, cacheName: 'default', now: Date.now });
		await expect(cache.read(['B000000001'])).rejects.toThrow(WRONG_PASSWORD);
		await server.stop();
	});
});
