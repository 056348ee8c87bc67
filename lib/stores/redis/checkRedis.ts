import { Redis } from 'ioredis';
import { StoreUnavailableError } from '../errors';
import { clientOptions, describePlace, type RedisAddress } from './redisAddress';
import { makeRedisError } from './redisError';

/** Short, because a person waits for the answer. */
const ANSWER_WITHIN_MS = 10_000;

/**
 * Tries the cache's operations: write, run a script, read, delete. Throws StoreUnavailableError with the
 * reason at the first failure, and does not wait for an absent server.
 * @param answerWithinMs how long a server may take to answer a command
 */
export async function checkRedis(
	address: RedisAddress,
	answerWithinMs = ANSWER_WITHIN_MS,
): Promise<void> {
	const client = new Redis({
		...clientOptions(address),
		lazyConnect: true,
		disableClientInfo: true,
		commandTimeout: answerWithinMs,
		maxRetriesPerRequest: 0,
		retryStrategy: () => null,
	});
	let connectionError: Error | null = null;
	client.on('error', (error) => (connectionError = error));
	try {
		await client.connect();
		// A missing database is reported only here; the connection would continue with database 0.
		if (connectionError) throw connectionError;
		await tryOut(client, `${address.keyPrefix}:connection-test`, describePlace(address));
	} catch (error) {
		throw makeRedisError(describePlace(address), error, connectionError);
	} finally {
		client.disconnect();
	}
}

async function tryOut(client: Redis, key: string, place: string): Promise<void> {
	await client.set(key, 'ok', 'EX', 60);
	const read = await client.eval('return redis.call("GET", KEYS[1])', 1, key);
	await client.unlink(key);
	if (read === 'ok') return;
	throw new StoreUnavailableError(
		place,
		'READ_BACK',
		`Redis に書いた値を読み戻せませんでした: ${place}。レプリカではなく書き込める Redis を指定してください。`,
	);
}
