import { offersOf } from '../../support/fakeAmazon';
import Bottleneck from 'bottleneck';
import * as ioredis from 'ioredis';
import type { SpApiClient } from '../../../lib/spApi/client';
import { RedisLastCall } from '../../../lib/quota/redisLastCall';
import { rateLimits } from '../../../lib/spApi/limits';
import { findMarketplace } from '../../../lib/spApi/marketplaces';
import { defaultOfferFilter } from '../../../lib/listing/offerFilter';
import { startSimulator, type Simulator } from '../../../simulator/start';
import { describeWithRedis, RedisServer } from '../../support/redisServer';
import { clientFor, limiterAt } from '../../support/simulatedAmazon';

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
		return clientFor(simulator, {
			limiterOf: (operation) =>
				limiterAt(operation, rateLimits[operation].ratePerSecond * SPEED, {
					bottleneck: {
						id: `shared-${operation}`,
						datastore: 'ioredis',
						connection,
						Redis: ioredis,
					},
					lastCall: new RedisLastCall(client, `shared-${operation}:last-call`),
				}),
		});
	};

	it('should fetch every item once between them, with no call refused', async () => {
		const asins = [...simulator.world.products.keys()];
		const fetch = async (client: SpApiClient, mine: string[]) =>
			await offersOf(mine, {
				client,
				marketplace: findMarketplace('JP'),
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
		for (const [asin, offer] of found)
			expect(offer).toMatchObject(simulator.world.offersTruth(asin));
		expect(simulator.counters.of('amazon', 'getItemOffersBatch')).toMatchObject({
			calls: 6,
			throttled: 0,
		});
	}, 240_000);
});
