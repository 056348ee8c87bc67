import { Redis, type RedisOptions } from 'ioredis';
import { openCache, type Cache } from './cache';
import { RedisStore } from './stores/redis';

/** Where a Redis is and how to get in: the fields of the ttlCacheRedis credential. */
export interface RedisAddress {
	host: string;
	port: number;
	/** Number of the database, 0 where nothing else is wanted. */
	database: number;
	/** Empty: Redis's default user. */
	username: string;
	/** Empty: none. */
	password: string;
	tls: boolean;
	/** True where the server's certificate is checked against the known authorities. */
	verifyCertificate: boolean;
	/** Before every key, so that one Redis can serve other purposes too. */
	keyPrefix: string;
}

const CONNECT_TIMEOUT_MS = 10_000;
const DISCONNECT_TIMEOUT_MS = 500;
const LONGEST_RETRY_MS = 2000;
/** With the waits between them about 30 seconds: a Redis that restarts is waited for. */
const MOST_RETRIES = 18;

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

/** For messages: never with user name or password. */
export const placeOf = ({ host, port, database, tls }: RedisAddress): string =>
	`${tls ? 'rediss' : 'redis'}://${host}:${port}/${database}`;

function openStore(address: RedisAddress, cacheName: string, now: () => number): RedisStore {
	const client = new Redis({ ...clientOptions(address), lazyConnect: true });
	const place = placeOf(address);
	return new RedisStore({ client, prefix: `${address.keyPrefix}:${cacheName}`, place, now });
}

export function clientOptions(address: RedisAddress): RedisOptions {
	const { host, port, database, username, password, tls, verifyCertificate } = address;
	return {
		host,
		port,
		db: database,
		...(username === '' ? {} : { username }),
		...(password === '' ? {} : { password }),
		...(tls ? { tls: { servername: host, rejectUnauthorized: verifyCertificate } } : {}),
		connectTimeout: CONNECT_TIMEOUT_MS,
		disconnectTimeout: DISCONNECT_TIMEOUT_MS,
		maxRetriesPerRequest: MOST_RETRIES,
		retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, LONGEST_RETRY_MS),
	};
}
