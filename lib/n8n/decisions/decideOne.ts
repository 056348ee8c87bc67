import type { INodeExecutionData } from 'n8n-workflow';
import { leaveAlone } from '../../changes/decide';
import { decideItem, type DecisionRules } from '../../changes/decideItem';
import type { Offer } from '../../listing/offer';
import { tellHolds } from '../../report/describeHold';
import { addParts, readPart } from '../items/items';
import { isOnlyScreened } from '../items/onlyScreened';
import { readListing } from '../items/readListing';
import { findDoubt } from '../items/recognition';
import { isDryRun, readRun } from '../items/run';
import { readOverride } from '../parameters/rules/readOverride';
import { decideBlocked } from './decideBlocked';

/**
 * Decides one item, and adds its change and its decision.
 * @throws Error if the item lacks what a decision needs
 */
export function decideOne(
	item: INodeExecutionData,
	index: number,
	rules: DecisionRules,
): INodeExecutionData {
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
		...readOverride(item),
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
	rules: DecisionRules,
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
