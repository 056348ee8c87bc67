import type { INodeExecutionData } from 'n8n-workflow';
import { isHeldBack } from '../../lib/changes/decision';
import { readPart } from '../../lib/n8n/items/items';
import { readListing } from '../../lib/n8n/items/readListing';
import { readRun } from '../../lib/n8n/items/run';
import { planEdit, type DecidedEdit } from '../../lib/shop/edits/planEdit';

export interface PlannedItem {
	item: INodeExecutionData;
	index: number;
	/** null: nothing to send. An Error: the item can't be interpreted. */
	plan: DecidedEdit | null | Error;
	held: boolean;
}

/** Plans the edit to send from an item with `listing` and `decision`. */
export function planItem(item: INodeExecutionData, index: number): PlannedItem {
	const decision = readPart(item, 'decision');
	const listing = readListing(item);
	if (item.json.decision === null) return { item, index, plan: null, held: false };
	if (!decision || !listing) {
		return { item, index, plan: makeMissingError(decision ? 'listing' : 'decision'), held: false };
	}
	const plan = planEdit({
		asin: String(item.json.asin),
		run: readRun(item)?.id ?? 'manual',
		listing,
		decision,
		offerFetchedAt: readPart(item, 'offer')?.fetched_at ?? null,
	});
	return { item, index, plan, held: plan === null && isHeldBack(decision) };
}

const makeMissingError = (part: string): Error =>
	new Error(
		`商品の ${part} がありません。BASE Listings → SP-API Batch Offers → Detect Changes の後にこのノードを置いてください。`,
	);
