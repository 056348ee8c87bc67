import { Redis } from 'ioredis';
import { openCache, type Cache } from './cache';
import { clientOptions, placeOf, type RedisAddress } from './redisAddress';
import { RedisStore } from './stores/redis';

const opened = new Map<string, RedisStore>();

/** The cache of one name on a Redis; its connection is shared by everything in this process. */
export function openRedisCache(options: {
	address: RedisAddress;
	cacheName: string;
	now: () => number;
}): Cache {
	const { address, cacheName, now } = options;
	const key = JSON.stringify([address, cacheName]);
	const store = opened.get(key) ?? openStore(address, cacheName, now);
	opened.set(key, store);
	const close = async () => {
		opened.delete(key);
		await store.close();
	};
	return { ...openCache({ store, now }), close };
}

function openStore(address: RedisAddress, cacheName: string, now: () => number): RedisStore {
	const client = new Redis({ ...clientOptions(address), lazyConnect: true });
	const place = placeOf(address);
	return new RedisStore({ client, prefix: `${address.keyPrefix}:${cacheName}`, place, now });
}
