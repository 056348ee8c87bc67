import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { leaveAlone } from '../../lib/changes/decide';
import { decideItem, type RunRules } from '../../lib/changes/decideItem';
import type { Offer } from '../../lib/listing/offer';
import { failedItem } from '../../lib/n8n/errors';
import { addParts, readPart } from '../../lib/n8n/items/items';
import { readListing } from '../../lib/n8n/items/readListing';
import { readOverride } from '../../lib/n8n/parameters/rules/readOverride';
import { isOnlyScreened } from '../../lib/n8n/items/onlyScreened';
import { findDoubt } from '../../lib/n8n/items/recognition';
import { isDryRun, readRun } from '../../lib/n8n/items/run';
import { tellHolds } from '../../lib/report/describeHold';
import { decideBlocked } from './decideBlocked';
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
	if (isOnlyScreened(item)) return decideScreened(item, index, rules);
	const doubt = findDoubt(item);
	if (doubt !== null) {
		const decision = tellHolds(leaveAlone(doubt.listing, doubt.code));
		return addParts(item, index, { change: null, decision });
	}
	const listing = readListing(item) ?? null;
	const run = readRun(item);
	const facts = {
		asin: String(item.json.asin ?? ''),
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

/** Of an item that nothing was confirmed of, only a block is followed. */
function decideScreened(
	item: INodeExecutionData,
	index: number,
	rules: RunRules,
): INodeExecutionData {
	const decision = decideBlocked(item, rules);
	const isWanted = decision !== null && decision.kinds.length > 0;
	return addParts(item, index, isWanted ? { change: null, decision: tellHolds(decision) } : {});
}

function requireOffer(item: INodeExecutionData): Offer {
	const offer = readPart(item, 'offer');
	if (offer?.status) return offer;
	throw new Error(
		'Amazonの情報 (offer) がありません。このノードの前に SP-API Batch Offers を置いてください。',
	);
}
