import { nameOfItem, type Listing, type ListingVariation } from '../listing/listing';
import { formatCount } from '../listing/money';
import type { Move } from './decision';

/**
 * Items with variations keep their stock in the rows. If all rows sell one ASIN, the item is decided
 * as a whole and its empty rows are refilled. If they differ, each row is decided by itself, and the
 * item's visibility follows from all of them.
 */

/** True if the stock of single rows can be set, because each of them was read. */
export const hasReadRows = ({ variations }: Listing): boolean => variations.length > 0;

/** The rows that an edit may touch: the one that the decision is about, or all. */
const ownRows = ({ variations, variation }: Listing): ListingVariation[] =>
	variation
		? variations.filter(({ variation_id }) => variation_id === variation.variation_id)
		: variations;

/** Fills up sold-out stock, row by row or for a plain item; null if nothing is sold out. */
export function refillMove(listing: Listing, stock: number): Move | null {
	if (stock <= 0) return null;
	if (!hasReadRows(listing)) {
		return listing.stock <= 0 ? { kind: 'refill', field: 'stock', to: stock } : null;
	}
	const empty = ownRows(listing).filter((row) => row.stock <= 0);
	return empty.length > 0
		? { kind: 'refill', field: 'row_stocks', to: stocks(empty, stock) }
		: null;
}

/**
 * Takes the row of a decision off sale, even in a hidden item: the first row to come back shows the
 * item again with everything that is in stock then. If it is the last row, the item is hidden.
 */
export function emptyMoves(listing: Listing): Move[] {
	const own = ownRows(listing).filter((row) => row.stock > 0);
	const isLeft = listing.variations.some((row) => row.stock > 0 && !own.includes(row));
	return [
		...(own.length > 0 ? [emptyMove(own)] : []),
		...(listing.visible && !isLeft
			? [{ kind: 'hide', field: 'visible', to: false } satisfies Move]
			: []),
	];
}

const emptyMove = (rows: readonly ListingVariation[]): Move => ({
	kind: 'empty',
	field: 'row_stocks',
	to: stocks(rows, 0),
});

const stocks = (rows: readonly ListingVariation[], stock: number): Record<string, number> =>
	Object.fromEntries(rows.map(({ variation_id }) => [String(variation_id), stock]));

/**
 * `BASEのバリエーション「黒」の在庫 0 → 1`, one for each row.
 * @param sold keys of the orders that emptied rows, by the rows' names
 */
export const explainRows = (
	{ item_id, variations }: Listing,
	to: Record<string, number>,
	sold: ReadonlyMap<string, string> = new Map(),
): string[] =>
	variations
		.filter(({ variation_id }) => to[variation_id] !== undefined)
		.map((row) => {
			const stock = to[row.variation_id]!;
			const order = stock > 0 ? sold.get(nameOfItem(item_id, row)) : undefined;
			return `BASEのバリエーション「${row.title}」の在庫 ${formatCount(row.stock)} → ${formatCount(stock)}${nameOrder(order)}`;
		});

/** Names the order that took the stock; empty if none is known. */
export const nameOrder = (key: string | undefined): string =>
	key === undefined ? '' : ` (注文 ${key} で売れた分)`;
