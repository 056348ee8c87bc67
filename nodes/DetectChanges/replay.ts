import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { offerFromDocument } from '../../lib/cache/offerFromDocument';
import { replay } from '../../lib/changes/replay';
import type { Listing } from '../../lib/listing/listing';
import { getClock } from '../../lib/n8n/clock';
import { newItem, readPart } from '../../lib/n8n/items/items';
import { readListing } from '../../lib/n8n/items/readListing';
import { readGuards } from '../../lib/n8n/parameters/rules/guardParameters';
import { readOverride } from './readOverride';
import { readRule } from '../../lib/n8n/parameters/rules/readRule';

/** Returns one item: what this node's rule would do to the incoming listings and cached prices. */
export function replayRules(context: IExecuteFunctions): INodeExecutionData[][] {
	const { rule, problem } = readRule(context);
	if (problem !== null) throw new Error(problem);
	const { guards } = readGuards(context);
	const now = getClock(context).now();
	const items = context.getInputData().map((item) => ({
		asin: String(item.json.asin ?? ''),
		situation: {
			listing: requireListing(item),
			offer: offerFromDocument(readPart(item, 'cached')),
			cached: readPart(item, 'cached') ?? null,
			rule,
			ruleProblem: null,
			override: readOverride(item),
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
	const listing = readListing(item);
	if (listing) return listing;
	throw new Error(
		'商品の listing がありません。BASE Listings → TTL Cache Read の後にこのノードを置いてください。',
	);
}
