import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { leaveAlone } from '../../lib/changes/decide';
import { decideItem, type RunRules } from '../../lib/changes/decideItem';
import type { Offer } from '../../lib/listing/offer';
import { failedItem } from '../../lib/n8n/errors';
import { addParts, readPart } from '../../lib/n8n/items/items';
import { readListing } from '../../lib/n8n/items/readListing';
import { readOverride } from '../../lib/n8n/parameters/rules/readOverride';
import { findDoubt } from '../../lib/n8n/items/recognition';
import { isDryRun, readRun } from '../../lib/n8n/items/run';
import { tellHolds } from '../../lib/report/describeHold';
import { openDecisions } from './openDecisions';
import { splitByOutcome } from './splitByOutcome';

/** Decides item by item, and sorts the items by outcome if the node says so. */
export async function decideItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const rules = await openDecisions(context, items);
	const results = items.map((item, index) => {
		try {
			return decideOne(item, index, rules);
		} catch (error) {
			return failedItem(context, item, index, error);
		}
	});
	const { splitOutputs } = context.getNodeParameter('options', 0, {}) as { splitOutputs?: boolean };
	return splitOutputs ? splitByOutcome(results) : [results];
}

function decideOne(item: INodeExecutionData, index: number, rules: RunRules): INodeExecutionData {
	if (isOnlyScreened(item)) return addParts(item, index, { change: null, decision: null });
	const doubt = findDoubt(item);
	if (doubt !== null) {
		const decision = tellHolds(leaveAlone(doubt.listing, doubt.code));
		return addParts(item, index, { change: null, decision });
	}
	const listing = readListing(item) ?? null;
	const run = readRun(item);
	const facts = {
		offer: requireOffer(item),
		listing,
		cached: readPart(item, 'cached') ?? null,
		override: readOverride(item),
		account: listing?.account ?? run?.account ?? '',
		isDryRun: isDryRun(item),
	};
	const decided = decideItem(facts, rules);
	return addParts(item, index, { ...decided, decision: tellHolds(decided.decision) });
}

/** A screening is a hint, never a reason for a decision: such an item passes unchanged. */
const isOnlyScreened = (item: INodeExecutionData): boolean =>
	readPart(item, 'offer') === undefined && readPart(item, 'screen') !== undefined;

function requireOffer(item: INodeExecutionData): Offer {
	const offer = readPart(item, 'offer');
	if (offer?.status) return offer;
	throw new Error(
		'Amazonの情報 (offer) がありません。このノードの前に SP-API Batch Offers を置いてください。',
	);
}
