import type { Cache } from '../cache/cache';
import type { Ledger } from '../ledger/ledger';

/** All stored data of a shop: the facts about its products, and what was done. */
export interface ShopData {
	cache: Cache;
	ledger: Ledger;
}
