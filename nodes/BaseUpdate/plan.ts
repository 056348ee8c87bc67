import type { INodeExecutionData } from 'n8n-workflow';
import type { EditPlan } from '../../lib/shop/edits/updateListing';
import { editKinds, type Decision } from '../../lib/changes/decision';
import type { Offer } from '../../lib/listing/offer';
import { partOf } from '../../lib/n8n/items/items';
import { listingOf } from '../../lib/n8n/items/listingPart';
import { runOf } from '../../lib/n8n/items/run';

export interface PlannedItem {
	item: INodeExecutionData;
	index: number;
	/** null: nothing to send. An Error: the item can't be understood. */
	plan: (Omit<EditPlan, 'lastWrittenOfferAt'> & { kinds: Decision['kinds'] }) | null | Error;
	held: boolean;
}

/** From an item with `listing` and `decision` to the edit to send. */
export function planOf(item: INodeExecutionData, index: number): PlannedItem {
	const decision = partOf<Decision>(item, 'decision');
	const listing = listingOf(item);
	if (item.json.decision === null) return { item, index, plan: null, held: false };
	if (!decision || !listing) {
		const missing = decision ? 'listing' : 'decision';
		const plan = new Error(
			`商品の ${missing} がありません。BASE Listings → SP-API Batch Offers → Detect Changes の後にこのノードを置いてください。`,
		);
		return { item, index, plan, held: false };
	}
	if (Object.keys(decision.edits).length === 0) {
		const held = decision.held_moves.some((move) => !move.quiet);
		return { item, index, plan: null, held };
	}
	const offer = partOf<Offer>(item, 'offer');
	return {
		item,
		index,
		held: false,
		plan: {
			asin: String(item.json.asin),
			run: runOf(item)?.id ?? 'manual',
			listing,
			edits: decision.edits,
			kinds: decision.kinds,
			addsRisk: decision.risk === 'adds',
			staysShown: decision.held_moves?.some((move) => move.kind === 'hide') ?? false,
			offerFetchedAt: offer?.fetched_at ?? null,
			why: decision.why,
		},
	};
}

/** What lowers risk is sent first: a sold-out item must not stay buyable behind a row of price cuts. */
export function riskOrder(planned: PlannedItem | undefined): number {
	const plan = planned?.plan;
	if (!plan || plan instanceof Error) return editKinds.length;
	return Math.min(...plan.kinds.map((kind) => editKinds.indexOf(kind))) + (plan.addsRisk ? 10 : 0);
}
