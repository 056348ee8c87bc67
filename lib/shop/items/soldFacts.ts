import type { ShopSales } from '../../ledger/orders/sales';
import { countSold } from '../../orders/sales';

/** How an item sells, by the orders that were read. */
export interface SoldFacts {
	/** When the counting began, milliseconds since 1970: what was sold before is not known. */
	since: number;
	/** Units that were ordered in the last 30 and 90 days. */
	in30Days: number;
	in90Days: number;
	/** Milliseconds since 1970; null = nothing was sold since the counting began. */
	lastSoldAt: number | null;
}

/** Returns how an item sells; null in a shop whose orders nobody reads. @param now milliseconds since 1970 */
export function findSoldFacts(
	sales: ShopSales | null,
	itemId: number,
	now: number,
): SoldFacts | null {
	if (sales === null) return null;
	const item = sales.items.get(itemId);
	return {
		since: sales.since,
		in30Days: countSold(item, 30, now),
		in90Days: countSold(item, 90, now),
		lastSoldAt: item?.lastSoldAt ?? null,
	};
}
