import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import Bottleneck from 'bottleneck';
import * as ioredis from 'ioredis';
import { clientOptions, toRedisAddress } from '../../lib/stores/redis/redisAddress';
import { OperationLimiter } from '../../lib/quota/limiter';
import { RedisLastCall } from '../../lib/quota/redisLastCall';
import { rateLimits } from '../../lib/spApi/limits';
import { describeWithRedis, RedisServer } from '../support/redisServer';
import { openRedis } from '../support/stored';

/** An address that leads to whichever server answers for it now, as a failover leaves it. */
async function movingAddress(first: number) {
	let target = first;
	const sockets = new Set<Socket>();
	const server: Server = createServer((incoming) => {
		const outgoing = connect(target, '127.0.0.1');
		for (const socket of [incoming, outgoing]) {
			sockets.add(socket);
			socket.on('error', () => undefined);
			socket.on('close', () => sockets.delete(socket));
		}
		incoming.pipe(outgoing).pipe(incoming);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		port: (server.address() as AddressInfo).port,
		leadTo: (port: number) => void (target = port),
		close: () => {
			for (const socket of sockets) socket.destroy();
			server.close();
		},
	};
}

const addressOf = (port: number) =>
	toRedisAddress({ host: '127.0.0.1', port, database: 0, keyPrefix: 'w16' });

describeWithRedis('a Redis below us', () => {
	let server: RedisServer;

	beforeAll(async () => {
		server = await RedisServer.start();
	});
	afterAll(async () => await server.stop());

	it('should pace calls again after Redis forgot the limiter', async () => {
		const client = new ioredis.Redis(clientOptions(addressOf(server.port)));
		const connection = new Bottleneck.IORedisConnection({ client, Redis: ioredis });
		const limiter = new OperationLimiter(
			{ ...rateLimits.getItemOffers, ratePerSecond: 50 },
			{
				now: Date.now,
				sleep: async (ms) => await new Promise((resolve) => setTimeout(resolve, ms)),
			},
			{
				bottleneck: {
					id: 'forgotten',
					datastore: 'ioredis',
					connection,
					Redis: ioredis,
					timeout: 60_000,
				},
				lastCall: new RedisLastCall(client, 'forgotten:last-call'),
			},
		);
		await limiter.turn();
		await client.flushall();
		const startedAt = Date.now();
		await Promise.all([limiter.turn(), limiter.turn(), limiter.turn()]);
		expect(Date.now() - startedAt).toBeGreaterThanOrEqual(40);
		await connection.disconnect(false);
	});

	it('should write again once the address leads to the new primary', async () => {
		const successor = await RedisServer.start();
		const address = await movingAddress(server.port);
		const cache = openRedis({
			address: addressOf(address.port),
			cacheName: 'failover',
			now: Date.now,
		});
		const write = async (title_ja: string) => {
			const at = new Date().toISOString();
			const asin = 'B000000001';
			return await cache.write([{ asin, set: { basic_info: { title_ja, at } } }]);
		};
		await write('before');
		// The old primary becomes a replica, and refuses every write from now on.
		const old = server.client();
		await old.replicaof('127.0.0.1', successor.port);
		address.leadTo(successor.port);
		const [outcome] = await write('after');
		expect(outcome).toMatchObject({ ok: true });
		const found = await cache.read(['B000000001']);
		expect(found.get('B000000001')).toMatchObject({ title_ja: 'after' });
		await cache.close();
		old.disconnect();
		address.close();
		await successor.stop();
	}, 60_000);
});
