import type { ShopItem, ShopVariation } from './shop';
import type { World } from './world';

/** A row as the owner types it in the shop's admin. */
export interface TypedRow {
	/** What the buyer chooses by. */
	variation: string;
	stock: number;
	/** The seller's code of the row; '' where the owner gave none. */
	code?: string;
}

/** The owner's hand: gives an item rows, and with them a new code where one is named. */
export function giveVariations(
	world: World,
	shop: string,
	itemId: number,
	rows: readonly TypedRow[],
	identifier?: string,
): ShopItem {
	const variations = rows.map(({ variation, stock, code = '' }, index): ShopVariation => ({
		variation_id: itemId * 10 + index,
		variation,
		variation_stock: stock,
		variation_identifier: code,
	}));
	return world.editListing(shop, itemId, {
		variations,
		stock: rows.reduce((sum, { stock }) => sum + stock, 0),
		...(identifier === undefined ? {} : { identifier }),
	});
}
