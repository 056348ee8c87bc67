import type { INodeExecutionData } from 'n8n-workflow';
import { isHeldBack } from '../../lib/changes/decision';
import { readPart } from '../../lib/n8n/items/items';
import { isOnlyScreened } from '../../lib/n8n/items/onlyScreened';
import { readListing } from '../../lib/n8n/items/readListing';
import { readRun } from '../../lib/n8n/items/run';
import { readOverride } from '../../lib/n8n/parameters/rules/readOverride';
import type { RunIntent } from '../../lib/shop/gate/order';

export interface PlannedItem {
	item: INodeExecutionData;
	index: number;
	/** null: nothing to send. An Error: the item can't be interpreted. */
	intent: RunIntent | null | Error;
	held: boolean;
}

/** Plans the edit to send from an item with `listing` and `decision`. */
export function planItem(item: INodeExecutionData, index: number): PlannedItem {
	const decision = readPart(item, 'decision');
	const listing = readListing(item);
	const base = { item, index };
	const isUndecided = item.json.decision === undefined && isOnlyScreened(item);
	if (item.json.decision === null || isUndecided) return { ...base, intent: null, held: false };
	if (!decision || !listing) {
		return { ...base, intent: makeMissingError(decision ? 'listing' : 'decision'), held: false };
	}
	if (Object.keys(decision.edits).length === 0) {
		return { ...base, intent: null, held: isHeldBack(decision) };
	}
	const run = readRun(item);
	const intent: RunIntent = {
		...{ asin: String(item.json.asin), run: run?.id ?? 'manual', listing },
		...{ edits: decision.edits, why: decision.why, writer: 'run', isLooked: false },
		decided: {
			// A decision made by hand may lack what only this package's own nodes add.
			decision: { ...{ version: null, floor: null, held_moves: [], counted: [] }, ...decision },
			offer: readPart(item, 'offer') ?? null,
			...readOverride(item),
			ruleProblem: run?.rules?.problem ?? null,
		},
	};
	return { ...base, intent, held: false };
}

const makeMissingError = (part: string): Error =>
	new Error(
		`商品の ${part} がありません。BASE Listings → SP-API Batch Offers → Detect Changes の後にこのノードを置いてください。`,
	);
