import { Redis } from 'ioredis';
import { openCache, type Cache } from './cache';
import { clientOptions, placeOf, type RedisAddress } from './redisAddress';
import { RedisStore } from './stores/redis';

const opened = new Map<string, RedisStore>();

/**
 * The cache of one name on a Redis; its connection is shared by everything in this process. A connection
 * that was given up is forgotten, so that the next run tries anew.
 */
export function openRedisCache(options: {
	address: RedisAddress;
	cacheName: string;
	now: () => number;
}): Cache {
	const { address, cacheName, now } = options;
	const key = JSON.stringify([address, cacheName]);
	const forget = (store: RedisStore) => {
		if (opened.get(key) === store) opened.delete(key);
	};
	const store = opened.get(key) ?? openStore({ address, cacheName, now, onEnd: forget });
	opened.set(key, store);
	const close = async () => {
		forget(store);
		await store.close();
	};
	return { ...openCache({ store, now }), close };
}

function openStore(options: {
	address: RedisAddress;
	cacheName: string;
	now: () => number;
	/** Called when the connection was given up or closed. */
	onEnd: (store: RedisStore) => void;
}): RedisStore {
	const { address, cacheName, now, onEnd } = options;
	const client = new Redis({ ...clientOptions(address), lazyConnect: true });
	const place = placeOf(address);
	const store = new RedisStore({ client, prefix: `${address.keyPrefix}:${cacheName}`, place, now });
	client.once('end', () => onEnd(store));
	return store;
}
