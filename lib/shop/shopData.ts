import type { Cache } from '../cache/cache';
import type { Ledger } from '../ledger/ledger';

/** All that is kept of a shop: what is known of its products, and what was done. */
export interface ShopData {
	cache: Cache;
	ledger: Ledger;
}
