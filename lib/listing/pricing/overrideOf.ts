import type { Listing } from '../listing';
import type { PriceOverride } from './rule';

/** Returns the owner's own settings for an item; empty if there are none. */
export const overrideOf = (
	items: Readonly<Record<string, PriceOverride>>,
	{ item_id }: Pick<Listing, 'item_id'>,
): PriceOverride => items[item_id] ?? {};
