import { setTimeout as delay } from 'node:timers/promises';
import Bottleneck from 'bottleneck';
import * as ioredis from 'ioredis';
import { SpApiClient } from '../../../lib/spApi/client';
import { getOffers } from '../../../lib/spApi/getOffers';
import { OperationLimiter } from '../../../lib/spApi/limiter';
import { rateLimits, type SpApiOperation } from '../../../lib/spApi/limits';
import { marketplaceOf } from '../../../lib/spApi/marketplaces';
import { defaultOfferFilter } from '../../../lib/spApi/offerFilter';
import { TokenSource } from '../../../lib/spApi/token';
import { createTransport } from '../../../lib/spApi/transport';
import { startSimulator, type Simulator } from '../../../simulator/start';
import { describeWithRedis, RedisServer } from '../../support/redisServer';

/** Amazon's real speed: the distance kept between workers is a share of it, and a busy machine needs all. */
const SPEED = 1;

describeWithRedis('two workers that share Amazon’s quota through Redis', () => {
	let redis: RedisServer;
	let simulator: Simulator;
	const connections: Bottleneck.IORedisConnection[] = [];

	beforeAll(async () => {
		redis = await RedisServer.start();
		simulator = await startSimulator({ products: 120, plain: true, speed: SPEED, tokenSpeed: 1 });
	});
	afterAll(async () => {
		for (const connection of connections) await connection.disconnect(false);
		await simulator.stop();
		await redis.stop();
	});

	/** What a worker process has of its own: transport, token, connection and limiters. */
	const worker = (): SpApiClient => {
		const client = new ioredis.Redis({ port: redis.port, host: '127.0.0.1' });
		const connection = new Bottleneck.IORedisConnection({ client, Redis: ioredis });
		connections.push(connection);
		const credential = simulator.credentials.amazon;
		const transport = createTransport({
			...credential,
			marketplace: marketplaceOf('JP'),
			endpointOverride: simulator.amazonUrl,
			now: Date.now,
		});
		const limiters = new Map<SpApiOperation, OperationLimiter>();
		return new SpApiClient({
			transport,
			tokens: new TokenSource({
				...credential,
				requestToken: transport.requestToken,
				now: Date.now,
			}),
			limiterOf: (operation) => {
				const row = rateLimits[operation];
				const limiter =
					limiters.get(operation) ??
					new OperationLimiter(
						{ ...row, ratePerSecond: row.ratePerSecond * SPEED },
						{ now: Date.now, sleep: async (ms) => await delay(ms) },
						{ id: `shared-${operation}`, datastore: 'ioredis', connection, Redis: ioredis },
					);
				limiters.set(operation, limiter);
				return limiter;
			},
			sleep: async (ms, signal) => await delay(ms, undefined, { signal }),
			random: Math.random,
		});
	};

	it('should fetch every item once between them, with no call refused', async () => {
		const asins = [...simulator.world.products.keys()];
		const fetch = async (client: SpApiClient, mine: string[]) =>
			await getOffers(mine, {
				client,
				marketplace: marketplaceOf('JP'),
				filter: defaultOfferFilter,
				lanes: { batch: true, single: false },
				timestamp: () => new Date().toISOString(),
			});
		const halves = await Promise.all([
			fetch(worker(), asins.slice(0, 60)),
			fetch(worker(), asins.slice(60)),
		]);
		const found = halves.flatMap((half) => [...half]);
		expect(found).toHaveLength(120);
		for (const [asin, offer] of found) expect(offer).toMatchObject(simulator.world.truth(asin));
		expect(simulator.counters.of('amazon', 'getItemOffersBatch')).toMatchObject({
			calls: 6,
			throttled: 0,
		});
	}, 240_000);
});
