import { editKinds, type Decision } from '../../changes/decision';
import type { Listing } from '../../listing/listing';
import type { PlannedEdit } from './sendEdits';

/** A listing and what was decided about it. */
export interface DecidedListing {
	asin: string;
	run: string;
	listing: Listing;
	decision: Decision;
	/** ISO 8601: when the offer behind the decision was fetched; null if there is none. */
	offerFetchedAt: string | null;
}

/** An edit and the kinds of move in it. */
export type DecidedEdit = PlannedEdit & { kinds: Decision['kinds'] };

/** The edit that a decision asks for; null if there is nothing to send. */
export function planEdit(decided: DecidedListing): DecidedEdit | null {
	const { decision, ...about } = decided;
	if (Object.keys(decision.edits).length === 0) return null;
	return {
		...about,
		edits: decision.edits,
		kinds: decision.kinds,
		addsRisk: decision.risk === 'adds',
		staysShown: decision.held_moves?.some((move) => move.kind === 'hide') ?? false,
		why: decision.why,
	};
}

/**
 * The order of edits, smaller first: hides before raises before edits that add risk, so that a
 * sold-out item does not stay buyable behind a row of price cuts.
 */
export const riskRank = ({ kinds, addsRisk }: DecidedEdit): number =>
	Math.min(...kinds.map((kind) => editKinds.indexOf(kind))) + (addsRisk ? 10 : 0);
