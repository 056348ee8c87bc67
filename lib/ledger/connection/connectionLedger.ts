import type { Store } from '../../stores/store';
import { CacheOwner } from './cacheOwner';
import { ConnectionChecks } from './connectionChecks';
import { QuotaCounts } from './quotaCounts';

/** The records of the accounts at the services: whose cache this is, the last check, and the calls of BASE's hour. */
export interface ConnectionLedger {
	readonly owner: CacheOwner;
	readonly checks: ConnectionChecks;
	readonly quotas: QuotaCounts;
}

/** Opens them in a store. @param now milliseconds since 1970 */
export const openConnectionLedger = (store: Store, now: () => number): ConnectionLedger => ({
	owner: new CacheOwner(store, now),
	checks: new ConnectionChecks(store, now),
	quotas: new QuotaCounts(store),
});
