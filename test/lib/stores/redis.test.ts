import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { checkRedis } from '../../../lib/stores/redis/checkRedis';
import type { RedisAddress } from '../../../lib/stores/redis/redisAddress';
import type { Collection } from '../../../lib/stores/store';
import { RedisStore } from '../../../lib/stores/redis/redisStore';
import { describeCache } from '../../contracts/cache.contract';
import { describeStore } from '../../contracts/store.contract';
import { describeWithRedis, RedisServer } from '../../support/redisServer';
import { openRedis } from '../../support/stored';

const NOW = Date.parse('2026-01-02T03:04:05.678Z');
const now = () => NOW;

describeWithRedis('with a real Redis', () => {
	let server: RedisServer;
	beforeAll(async () => (server = await RedisServer.start()));
	afterAll(async () => await server.stop());

	const openStore = (client: Redis, prefix: string) =>
		new RedisStore({ client, prefix, place: 'redis://127.0.0.1/0', now });

	const open = async () => {
		const prefix = `test:${randomUUID()}`;
		const [store, another] = [
			openStore(server.client(), prefix),
			openStore(server.client(), prefix),
		];
		const client = server.client();
		return {
			store,
			another,
			spoil: async (collection: Collection, key: string) =>
				void (await client.set(`${prefix}:${collection}:${key}`, '{ one')),
			end: async () => {
				client.disconnect();
				await Promise.all([store.close(), another.close()]);
			},
		};
	};

	describeStore('RedisStore', open);
	describeCache('RedisStore', open);

	describe('RedisStore', () => {
		let store: RedisStore;
		let client: Redis;
		let prefix: string;
		beforeEach(() => {
			prefix = `te[s]t*:${randomUUID()}`;
			client = server.client();
			store = openStore(server.client(), prefix);
		});
		afterEach(async () => {
			client.disconnect();
			await store.close();
		});

		it('should set a broken record aside with its reason, and never lose it', async () => {
			const texts = ['{ one', '[]'];
			for (const text of texts) {
				await client.set(`${prefix}:documents:B000000001`, text);
				expect((await store.read('documents', ['B000000001'])).size).toBe(0);
			}
			await client.set(`${prefix}:documents:B000000002`, '');
			const [outcome] = await store.update('documents', [
				{ key: 'B000000002', change: (current) => ({ found: current ?? null }) },
			]);

			expect(outcome).toMatchObject({ ok: true, value: { found: null } });
			const broken = await store.broken();
			expect(broken.map(({ key, at }) => [key, at])).toEqual([
				['B000000001', '2026-01-02T03:04:05.678Z'],
				['B000000001', '2026-01-02T03:04:05.678Z'],
				['B000000002', '2026-01-02T03:04:05.678Z'],
			]);
			const kept = await client.mget(broken.map(({ place }) => place));
			expect(kept.sort()).toEqual(['', '[]', '{ one']);
			await client.del(broken[0]!.place);
			expect(await store.broken()).toHaveLength(2);
		});

		it('should know nothing of other prefixes, however they look', async () => {
			await client.set('test:other:documents:B000000009', '{}');
			await client.set(`${prefix}2:documents:B000000008`, '{}');
			await store.update('documents', [{ key: 'B000000001', change: () => ({}) }]);

			const keys: string[] = [];
			for await (const key of store.keys('documents')) keys.push(key);
			expect(keys).toEqual(['B000000001']);
		});

		it('should fail an update of something that is no record, and leave it', async () => {
			await client.rpush(`${prefix}:documents:B000000001`, 'x');

			const outcomes = await store.update('documents', [
				{ key: 'B000000001', change: () => ({ a: 1 }) },
				{ key: 'B000000002', change: () => ({ a: 1 }) },
			]);

			expect(outcomes).toMatchObject([{ ok: false }, { ok: true }]);
			expect(await client.lrange(`${prefix}:documents:B000000001`, 0, -1)).toEqual(['x']);
		});
	});

	describe('a Redis cache', () => {
		const addressOf = ({ port }: RedisServer, given: Partial<RedisAddress> = {}) => ({
			host: '127.0.0.1',
			port,
			database: 0,
			username: '',
			password: '',
			tls: false,
			verifyCertificate: true,
			keyPrefix: randomUUID(),
			...given,
		});

		it('should wait for a Redis that restarts in the middle, and lose nothing acknowledged', async () => {
			const own = await RedisServer.start();
			const address = addressOf(own);
			const cache = openRedis({ address, cacheName: 'default', now });
			const at = new Date(NOW).toISOString();
			const acknowledged = new Map<string, number>();
			let isOver = false;
			const writer = (async () => {
				for (let count = 1; !isOver; count++) {
					const asin = `B00000000${count % 10}`;
					const [outcome] = await cache.write([{ asin, set: { price: { price: count, at } } }]);
					if (outcome?.ok) acknowledged.set(asin, count);
					else throw outcome?.error;
				}
			})();
			await sleep(150);
			await own.kill();
			const before = acknowledged.size;
			await sleep(150);
			await own.run();
			await sleep(400);
			isOver = true;
			await writer;

			expect(before).toBeGreaterThan(0);
			const documents = await cache.read([...acknowledged.keys()]);
			for (const [asin, count] of acknowledged) {
				expect(documents.get(asin)).toMatchObject({ price: count, price_updated_at: at });
			}
			await cache.close();
			await own.stop();
		}, 30_000);

		it('should say clearly that nobody answers', async () => {
			const own = await RedisServer.start();
			await own.stop();
			const client = new Redis({
				host: '127.0.0.1',
				port: own.port,
				maxRetriesPerRequest: 1,
				disconnectTimeout: 50,
				retryStrategy: () => 10,
			});
			const store = new RedisStore({ client, prefix: 'x', place: 'redis://127.0.0.1', now });

			await expect(store.read('documents', ['B000000001'])).rejects.toMatchObject({
				name: 'StoreUnavailableError',
				code: 'ECONNREFUSED',
				message:
					'キャッシュの保存先 Redis を使えません: redis://127.0.0.1。接続を拒否されました。Redis が起動しているか、認証情報「TTL Cache Redis」の Host と Port を確認してください。',
			});
			const [outcome] = await store.update('documents', [
				{ key: 'B000000001', change: () => ({}) },
			]);
			expect(outcome).toMatchObject({ ok: false, error: { code: 'ECONNREFUSED' } });
			await store.close();
		});

		it('should say clearly that the password is wrong', async () => {
			const own = await RedisServer.start(['--requirepass', 'secret']);
			const open = (password: string) =>
				openRedis({ address: addressOf(own, { password }), cacheName: 'default', now });
			const [right, wrong, none] = [open('secret'), open('wrong'), open('')];

			expect(await right.read(['B000000001'])).toEqual(new Map());
			for (const cache of [wrong, none]) {
				await expect(cache.read(['B000000001'])).rejects.toThrow(
					'ユーザー名またはパスワードが違います',
				);
			}
			await Promise.all([right, wrong, none].map((cache) => cache.close()));
			await own.stop();
		});

		it('should be checked by a write of its own, leaving nothing behind', async () => {
			const address = addressOf(server);
			await checkRedis(address);

			const client = server.client();
			expect(await client.keys(`${address.keyPrefix}*`)).toEqual([]);
			client.disconnect();
			await expect(checkRedis({ ...address, database: 99 })).rejects.toThrow(
				'/99。そのデータベース番号はありません',
			);
			await expect(checkRedis({ ...address, port: 1 })).rejects.toThrow('接続を拒否されました');
		});

		it('should speak TLS, and check the certificate unless told otherwise', async () => {
			const own = await RedisServer.startWithTls();
			const address = addressOf(own, { tls: true });

			await expect(checkRedis(address)).rejects.toThrow('TLS で接続できません');
			await checkRedis({ ...address, verifyCertificate: false });
			await own.stop();
		});
	});
});
