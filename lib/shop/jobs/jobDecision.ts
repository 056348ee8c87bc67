import { judgeRisk, type Decision, type EditKind } from '../../changes/decision';
import type { Listing } from '../../listing/listing';
import type { Edits } from '../../listing/memory';

/** Makes a decision of a job's edits, so that the report describes them like the sync's. */
export function makeJobDecision(listing: Listing, edits: Edits, why: string[]): Decision {
	const kinds = listKinds(edits, listing);
	const { row_stocks: _, ...fields } = edits;
	return {
		desired: {
			price: listing.price,
			visible: listing.visible,
			stock: listing.stock,
			...fields,
		},
		edits,
		kinds,
		risk: judgeRisk(kinds),
		held_moves: [],
		floor: null,
		why,
		stop: null,
		approved: false,
	};
}

function listKinds(edits: Edits, listing: Listing): EditKind[] {
	const kinds: EditKind[] = [];
	if (edits.visible !== undefined) kinds.push(edits.visible ? 'show' : 'hide');
	if (edits.price !== undefined) kinds.push(edits.price > listing.price ? 'raise' : 'cut');
	if (edits.stock !== undefined) kinds.push('refill');
	const rows = Object.values(edits.row_stocks ?? {});
	if (rows.some((to) => to > 0)) kinds.push('refill');
	if (rows.some((to) => to === 0)) kinds.push('empty');
	return kinds;
}
