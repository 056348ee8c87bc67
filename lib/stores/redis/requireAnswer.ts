import type { Redis } from 'ioredis';
import { makeRedisError } from './redisError';

/**
 * Resolves once the server answers. An abandoned connection is opened again.
 * @throws StoreUnavailableError with the reason, if the client gave up or the server stayed silent
 */
export async function requireAnswer(client: Redis, place: string): Promise<void> {
	let lastError: Error | null = null;
	const note = (error: Error) => void (lastError = error);
	client.on('error', note);
	try {
		await connectAnew(client);
		await client.ping();
	} catch (error) {
		throw makeRedisError(place, error, lastError);
	} finally {
		client.off('error', note);
	}
}

/** Connects a client that gave up; every other one connects by itself. */
export async function connectAnew(client: Redis): Promise<void> {
	if (client.status === 'end') await client.connect();
}
