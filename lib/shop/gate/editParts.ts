import { isDeepStrictEqual } from 'node:util';
import type { Listing } from '../../listing/listing';
import type { Edits } from '../../listing/memory';

/**
 * BASE takes price, visibility and plain stock of an item in one call (items/edit), and the stock of
 * each row in a separate one (items/edit_stock). An edit is sent call by call, each with its own
 * entry in the journal: after a refused call, the later ones have not happened.
 */

const itemFields = ['price', 'visible', 'stock'] as const;

/**
 * Splits an edit into its calls. The item comes first, so that nothing is refilled before it has its
 * price.
 */
export function splitEdits(edits: Edits): Edits[] {
	const { row_stocks = {}, ...ofItem } = edits;
	const rows = Object.entries(row_stocks).map(([id, stock]) => ({ row_stocks: { [id]: stock } }));
	return itemFields.some((field) => ofItem[field] !== undefined) ? [ofItem, ...rows] : rows;
}

/** Joins calls into one edit again. */
export const joinParts = (parts: readonly Edits[]): Edits =>
	parts.reduce((joined, { row_stocks, ...ofItem }) => {
		const rows = row_stocks && { row_stocks: { ...joined.row_stocks, ...row_stocks } };
		return { ...joined, ...ofItem, ...rows };
	}, {});

/** True if the shop shows all of an edit. */
export const isApplied = (edits: Edits, shown: Listing): boolean =>
	itemFields.every((field) => edits[field] === undefined || edits[field] === shown[field]) &&
	Object.entries(edits.row_stocks ?? {}).every(([id, to]) => findRowStock(shown, id) === to);

/** Drops the fields of an edit that the shop shows otherwise than before. */
export function dropMoved(edits: Edits, before: Listing, shown: Listing): Edits {
	const { row_stocks, ...ofItem } = edits;
	const kept = Object.entries(ofItem).filter(
		([field]) => before[field as keyof Listing] === shown[field as keyof Listing],
	);
	const rows = Object.entries(row_stocks ?? {}).filter(
		([id]) => findRowStock(before, id) === findRowStock(shown, id),
	);
	return {
		...Object.fromEntries(kept),
		...(rows.length > 0 ? { row_stocks: Object.fromEntries(rows) } : {}),
	};
}

/** True if the shop shows a field of an edit otherwise than before. */
export const hasMoved = (edits: Edits, before: Listing, shown: Listing): boolean =>
	!isDeepStrictEqual(dropMoved(edits, before, shown), edits);

/** The stock of a row; undefined if the item has no such row. */
export const findRowStock = ({ variations }: Listing, id: string): number | undefined =>
	variations.find((row) => String(row.variation_id) === id)?.stock;

/**
 * Keeps an item on sale although the last row with stock is emptied, if other rows are about to be filled up.
 * @param coming those rows
 */
export function hideWithLastRow(
	{ variation }: Pick<Listing, 'variation'>,
	edits: Edits,
	coming: readonly number[],
): Edits {
	if (!variation || edits.visible !== false || coming.length === 0) return edits;
	const { visible: _, ...rest } = edits;
	return rest;
}
