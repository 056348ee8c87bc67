import { openCache, type Cache } from '../../lib/cache/cache';
import { openLedger, type Ledger } from '../../lib/ledger/ledger';
import { openFileStore } from '../../lib/stores/file/openFileStore';
import { openRedisStore } from '../../lib/stores/redis/openRedisStore';
import type { Store } from '../../lib/stores/store';

/** All that a store keeps, at hand for what a test looks up in it. */
export type Stored = Cache & Ledger;

export const openStored = (options: { store: Store; now: () => number }): Stored => ({
	...openCache(options),
	...openLedger(options),
});

/** Of a folder, with the store that the nodes of this process use. */
export const openFolder = (options: { folder: string; now: () => number }): Stored =>
	openStored({ store: openFileStore(options), now: options.now });

/** Of a Redis, likewise. */
export const openRedis = (options: Parameters<typeof openRedisStore>[0]): Stored =>
	openStored({ store: openRedisStore(options), now: options.now });
