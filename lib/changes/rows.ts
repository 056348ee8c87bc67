import type { Listing, ListingVariation } from '../listing/listing';
import { formatCount } from '../listing/money';
import type { HeldMove, Move } from './decision';

/**
 * Items with variations: their stock lives in the rows. Where all rows sell one ASIN, an item is decided
 * as a whole and its empty rows are refilled; where they differ, each row is decided by itself, and the
 * item's visibility follows from all of them.
 */

/** True where the stock of single rows can be set: each of them was read. */
export const hasReadRows = ({ variations }: Listing): boolean => variations.length > 0;

/** The rows that an edit may touch: the one that the decision is about, or all. */
const ownRows = ({ variations, variation }: Listing): ListingVariation[] =>
	variation
		? variations.filter(({ variation_id }) => variation_id === variation.variation_id)
		: variations;

/** Fills up what is sold out, row by row or as a plain item; null where nothing is. */
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
 * Takes the row of a decision off sale, hidden item or not: whichever row comes back first shows the
 * item again with all that is in stock then. With the last one the item is hidden.
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

/** The move that takes the item or row of a decision off sale; null if it isn't on sale. */
export function stopMove(listing: Listing): Move | null {
	if (!listing.visible) return null;
	if (!listing.variation) return { kind: 'hide', field: 'visible', to: false };
	return emptyMoves(listing)[0] ?? null;
}

/** The item goes with its last row: where that one must stay, so does the item. */
export const withoutLoneHide = (allowed: Move[], held: readonly HeldMove[]): Move[] =>
	held.some(({ kind }) => kind === 'empty')
		? allowed.filter(({ kind }) => kind !== 'hide')
		: allowed;

const stocks = (rows: readonly ListingVariation[], stock: number): Record<string, number> =>
	Object.fromEntries(rows.map(({ variation_id }) => [String(variation_id), stock]));

/** `BASEのバリエーション「黒」の在庫 0 → 1`, one for each row. */
export const explainRows = ({ variations }: Listing, to: Record<string, number>): string[] =>
	variations
		.filter(({ variation_id }) => to[variation_id] !== undefined)
		.map(
			({ variation_id, title, stock }) =>
				`BASEのバリエーション「${title}」の在庫 ${formatCount(stock)} → ${formatCount(to[variation_id]!)}`,
		);
