import { readShopRules } from '../runs/shopRules';
import type { ShopData } from '../shopData';
import type { Listing } from '../../listing/listing';
import { overrideOf } from '../../listing/pricing/overrideOf';
import { computeKnownFloor } from '../../changes/computeKnownFloor';

/** Rows of an item, by number. */
export interface Siblings {
	/** Rows that nobody may buy now: the item is not shown while one of them has stock. */
	closedRows: number[];
	/** Rows that are about to get stock: while there is one, the item is not hidden for lack of stock. */
	comingRows: number[];
}

/**
 * Reads what the cache knows of the item's other rows, because BASE shows or hides the item with all
 * of them. Rows not known to be in stock at Amazon must not come on sale with this one; rows that are
 * in stock there are filled up by their own decisions, unless the item's price is too low for them.
 */
export async function readSiblings(
	data: ShopData,
	{ listing }: { listing: Listing },
): Promise<Siblings> {
	const siblings = listing.variation?.siblings ?? [];
	if (siblings.length === 0) return { closedRows: [], comingRows: [] };
	const documents = await data.cache.read([...new Set(siblings.map(({ asin }) => asin))]);
	const { pricing, items } = (await readShopRules(data.ledger.rules, listing.account)).values;
	const override = overrideOf(items, listing);
	const rowsWhere = (test: (price: number | null | undefined, inStock: boolean) => boolean) =>
		siblings
			.filter(({ asin }) => {
				const { price, in_stock } = documents.get(asin) ?? {};
				return test(price, in_stock === true);
			})
			.map(({ variation_id }) => variation_id);
	return {
		closedRows: rowsWhere((_, inStock) => !inStock),
		comingRows: rowsWhere(
			(price, inStock) =>
				inStock && listing.price >= (computeKnownFloor(price, pricing, override) ?? 0),
		),
	};
}
