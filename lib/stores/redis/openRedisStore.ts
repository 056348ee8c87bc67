import { Redis } from 'ioredis';
import { clientOptions, describePlace, type RedisAddress } from './redisAddress';
import { RedisStore } from './redisStore';

const opened = new Map<string, RedisStore>();

/**
 * Opens the store of one name on a Redis; everything in this process shares its connection. A connection
 * that was closed or abandoned is forgotten, so that the next run tries again.
 */
export function openRedisStore(options: {
	address: RedisAddress;
	cacheName: string;
	now: () => number;
}): RedisStore {
	const { address, cacheName, now } = options;
	const key = JSON.stringify([address, cacheName]);
	const forget = (store: RedisStore) => {
		if (opened.get(key) === store) opened.delete(key);
	};
	const store = opened.get(key) ?? openStore({ address, cacheName, now, onEnd: forget });
	opened.set(key, store);
	return store;
}

function openStore(options: {
	address: RedisAddress;
	cacheName: string;
	now: () => number;
	/** Called when the connection was abandoned or closed. */
	onEnd: (store: RedisStore) => void;
}): RedisStore {
	const { address, cacheName, now, onEnd } = options;
	const client = new Redis({ ...clientOptions(address), lazyConnect: true });
	const place = describePlace(address);
	const store: RedisStore = new RedisStore({
		client,
		prefix: `${address.keyPrefix}:${cacheName}`,
		place,
		now,
		onClose: () => onEnd(store),
	});
	client.once('end', () => onEnd(store));
	return store;
}
