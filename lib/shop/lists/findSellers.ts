import type { Ledger } from '../../ledger/ledger';
import { findSoldFacts, type SoldFacts } from '../items/soldFacts';

/** An item that sold lately. */
export interface Seller {
	item_id: number;
	title: string;
	visible: boolean;
	sold: SoldFacts;
}

/** The items of a shop that sold best. */
export interface Sellers {
	/** When the counting began, milliseconds since 1970. */
	since: number;
	/** Items that sold in the last 90 days. */
	total: number;
	/** The best of them, by the units of 30 days, then of 90. */
	items: Seller[];
}

/**
 * Finds the items of the shop's last list that sold best; null in a shop whose orders nobody reads.
 * @param now milliseconds since 1970
 */
export async function findSellers(
	account: string,
	{ ledger, now, most }: { ledger: Pick<Ledger, 'items' | 'sales'>; now: number; most: number },
): Promise<Sellers | null> {
	const [shop, sales] = await Promise.all([ledger.items.read(account), ledger.sales.read(account)]);
	if (sales === null) return null;
	const sold = (shop?.listings ?? [])
		.map(({ item_id, title, visible }): Seller => ({
			...{ item_id, title, visible, sold: findSoldFacts(sales, item_id, now)! },
		}))
		.filter((each) => each.sold.in90Days > 0)
		.sort(
			(one, other) =>
				other.sold.in30Days - one.sold.in30Days ||
				other.sold.in90Days - one.sold.in90Days ||
				one.item_id - other.item_id,
		);
	return { since: sales.since, total: sold.length, items: sold.slice(0, most) };
}
