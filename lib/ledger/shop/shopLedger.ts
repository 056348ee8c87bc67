import type { Store } from '../../stores/store';
import type { Warn } from '../../stores/warn';
import { ShopItems } from './shopItems';
import { ShopLists } from './shopLists';
import { Looks } from './shopLooks';
import { TableCursors } from './tableCursors';
import { UnmovedItems } from './unmovedItems';

/** The records of the shops: their items, the looks at them, and what the tables show. */
export interface ShopLedger {
	readonly lists: ShopLists;
	readonly items: ShopItems;
	readonly looks: Looks;
	readonly unmoved: UnmovedItems;
	readonly tables: TableCursors;
}

/**
 * Opens them in a store.
 * @param now milliseconds since 1970
 * @param warn hears that a trail could not be kept
 */
export const openShopLedger = (store: Store, now: () => number, warn: Warn): ShopLedger => ({
	lists: new ShopLists(store, now),
	items: new ShopItems(store, now, warn),
	looks: new Looks(store, now),
	unmoved: new UnmovedItems(store),
	tables: new TableCursors(store),
});
