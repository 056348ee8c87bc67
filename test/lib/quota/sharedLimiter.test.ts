import Bottleneck from 'bottleneck';
import * as ioredis from 'ioredis';
import { OperationLimiter } from '../../../lib/quota/limiter';
import { RedisLastCall } from '../../../lib/quota/redisLastCall';
import { rateLimits } from '../../../lib/spApi/limits';
import { describeWithRedis, RedisServer } from '../../support/redisServer';

describeWithRedis('a limiter shared through Redis', () => {
	let server: RedisServer;
	const connections: Bottleneck.IORedisConnection[] = [];

	beforeAll(async () => {
		server = await RedisServer.start();
	});
	afterAll(async () => {
		for (const connection of connections) await connection.disconnect(false);
		await server.stop();
	});

	/** What one worker process has: a limiter and a connection of its own. */
	const worker = (id: string): OperationLimiter => {
		const client = new ioredis.Redis({ port: server.port, host: '127.0.0.1' });
		const connection = new Bottleneck.IORedisConnection({ client, Redis: ioredis });
		connections.push(connection);
		return new OperationLimiter(
			{ ...rateLimits.getItemOffers, ratePerSecond: 50 },
			{
				now: Date.now,
				sleep: async (ms) => await new Promise<void>((resolve) => setTimeout(resolve, ms)),
			},
			// As in production: idle limiters are forgotten after a day.
			{
				bottleneck: {
					id,
					datastore: 'ioredis',
					connection,
					Redis: ioredis,
					timeout: 24 * 3_600_000,
				},
				lastCall: new RedisLastCall(client, `${id}:last-call`),
			},
		);
	};

	it('should give two workers together no more than one quota', async () => {
		const workers = [worker('one-quota'), worker('one-quota')];
		const startedAt = Date.now();
		const turns = workers.flatMap((limiter) =>
			Array.from({ length: 20 }, async () => await limiter.turn()),
		);
		await Promise.all(turns);
		// 40 turns at 50 a second: each on its own clock would need half of it.
		expect(Date.now() - startedAt).toBeGreaterThanOrEqual(39 * 20);
	});

	it("should keep the distance to another worker's call that left late", async () => {
		const [first, second] = [worker('late'), worker('late')];
		await first.turn();
		const turn = second.turn();
		// A token and a connection took most of the interval.
		await new Promise((resolve) => setTimeout(resolve, 15));
		const sentAt = Date.now();
		first.sent();
		await turn;
		expect(Date.now() - sentAt).toBeGreaterThanOrEqual(20);
	});

	it('should pass a rate that one worker learned on to the other', async () => {
		const [first, second] = [worker('learned'), worker('learned')];
		await first.turn();
		const now = Date.now();
		first.report({ sentAt: now, answeredAt: now, ratePerSecond: 5 });
		await first.turn();
		const startedAt = Date.now();
		await second.turn();
		await second.turn();
		expect(Date.now() - startedAt).toBeGreaterThanOrEqual(200);
	});

	it('should go on after refused calls, though the pace is no whole number of milliseconds then', async () => {
		const [first, second] = [worker('refused'), worker('refused')];
		await first.turn();
		const now = Date.now();
		// 30 a second, eased to 24: a call every 41.67 ms and 3%.
		first.report({ sentAt: now, answeredAt: now, ratePerSecond: 30, throttled: true });
		const turns = [first.turn(), second.turn(), first.turn(), second.turn()];
		expect(await Promise.all(turns)).toHaveLength(4);
	}, 20_000);
});
