import type { INodeExecutionData } from 'n8n-workflow';
import type { WatchedFacts } from '../../cache/statistics';
import { computeKnownFloor } from '../../changes/computeKnownFloor';
import { readShopMemory } from '../../changes/guards/guard';
import { weighItem } from '../../freshness/weighItem';
import type { ShopSales } from '../../ledger/orders/sales';
import type { Listing } from '../../listing/listing';
import { overrideOf } from '../../listing/pricing/overrideOf';
import type { FloorRule, PriceOverride } from '../../listing/pricing/rule';
import { countSold } from '../../orders/sales';
import { readListing } from '../items/readListing';

/** The rules behind an item's floor. */
export interface FloorRules {
	rule: FloorRule;
	/** The owner's settings for single items, by `<item_id>`. */
	items: Readonly<Record<string, PriceOverride>>;
}

/** Weighs what is at stake with one item while its price is not confirmed. */
export function weigh(
	item: INodeExecutionData,
	known: WatchedFacts,
	rules: FloorRules,
	soldOf: (itemId: number) => number,
): number {
	const listing = readListing(item)!;
	const { visible, price, item_id } = listing;
	const floor = findFloor(listing, known, rules);
	return weighItem({ visible, price, floor, sold: soldOf(item_id) });
}

/** The days of sales that an item is weighed by. */
const DEMAND_DAYS = 30;

/** Tells how many of an item were sold in the last days. */
export const countDemand =
	(sales: ShopSales | null, now: number) =>
	(itemId: number): number =>
		countSold(sales?.items.get(itemId), DEMAND_DAYS, now);

const findFloor = (
	listing: Listing,
	{ price }: WatchedFacts,
	{ rule, items }: FloorRules,
): number | null => computeKnownFloor(price, rule, overrideOf(items, listing));

/** True if it is on sale although it must not be: the owner may have shown or priced it since the last decision. */
export function isAtRisk(
	item: INodeExecutionData,
	known: WatchedFacts,
	rules: FloorRules,
): boolean {
	const listing = readListing(item)!;
	const { visible, price } = listing;
	if (overrideOf(rules.items, listing).neverTouch) return false;
	// An edit that could not be sent has its own time to be tried again.
	if (readShopMemory(known, listing).unsent_since) return false;
	const floor = findFloor(listing, known, rules);
	return visible && (known.in_stock === false || (floor !== null && price < floor));
}
