import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { offerFromDocument } from '../../lib/cache/offerFromDocument';
import { replay } from '../../lib/changes/replay';
import type { Listing } from '../../lib/listing/listing';
import { clockOf } from '../../lib/n8n/clock';
import { newItem, partOf } from '../../lib/n8n/items/items';
import { listingOf } from '../../lib/n8n/items/listingPart';
import { guardsOf } from './guardParameters';
import { overrideOf } from './overrides';
import { ruleOf } from './ruleParameters';

/** One item: what the rule of this node would do to the listings and cached prices that come in. */
export function replayRules(context: IExecuteFunctions): INodeExecutionData[][] {
	const rule = ruleOf(context);
	const { guards } = guardsOf(context);
	const now = clockOf(context).now();
	const items = context.getInputData().map((item) => ({
		asin: String(item.json.asin ?? ''),
		situation: {
			listing: requireListing(item),
			offer: offerFromDocument(partOf(item, 'cached')),
			cached: partOf(item, 'cached') ?? null,
			rule,
			override: overrideOf(item),
			guards,
			now,
			runSuccessPercent: 100,
			tripped: {},
			run: null,
			approvedRun: null,
		},
	}));
	return [[newItem(replay(items))]];
}

function requireListing(item: INodeExecutionData): Listing {
	const listing = listingOf(item);
	if (listing) return listing;
	throw new Error(
		'商品の listing がありません。BASE Listings → TTL Cache Read の後にこのノードを置いてください。',
	);
}
