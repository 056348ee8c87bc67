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

/** The stock of a row; undefined if the item has no such row. */
export const findRowStock = ({ variations }: Listing, id: string): number | undefined =>
	variations.find((row) => String(row.variation_id) === id)?.stock;

/**
 * Adapts the edit of one row to what the shop shows now, because other rows may have been emptied or
 * refilled since the decision. The item is hidden only if it is left without any stock.
 * @param coming rows that are about to be filled up: their item stays on sale
 */
export function hideWithLastRow(
	listing: Listing,
	edits: Edits,
	now: Listing,
	coming: readonly number[],
): Edits {
	const isEmptying = Object.values(edits.row_stocks ?? {}).some((to) => to === 0);
	const mayHide = isEmptying || edits.visible === false;
	if (!listing.variation || !mayHide || now.variations.length === 0) return edits;
	const isLeft = now.variations.some(
		({ variation_id, stock }) =>
			(edits.row_stocks?.[variation_id] ?? stock) > 0 || coming.includes(variation_id),
	);
	const { visible: _, ...rest } = edits;
	return isLeft ? rest : { ...rest, visible: false };
}
