import { judgeRisk, listMoves, type Decision } from '../../changes/decision';
import type { Listing } from '../../listing/listing';
import type { Edits } from '../../listing/memory';

/** Makes a decision of a job's edits, so that the report describes them like the sync's. */
export function makeJobDecision(listing: Listing, edits: Edits, why: string[]): Decision {
	const kinds = listMoves(edits, listing).map(({ kind }) => kind);
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
		cause: 'owner',
		version: null,
		counted: [],
	};
}
