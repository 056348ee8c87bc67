import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { offerFromDocument } from '../../lib/cache/offerFromDocument';
import { calmShop } from '../../lib/changes/situation';
import { replay } from '../../lib/changes/replay';
import type { Listing } from '../../lib/listing/listing';
import { getClock } from '../../lib/n8n/clock';
import { newItem, readPart } from '../../lib/n8n/items/items';
import { readListing } from '../../lib/n8n/items/readListing';
import { readOverride } from '../../lib/n8n/parameters/rules/readOverride';
import { readRules } from '../../lib/n8n/parameters/rules/readRules';

/** Returns one item: what this node's rule would do to the incoming listings and cached prices. */
export async function replayRules(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { rule, ruleProblem, guards } = await readRules(context, context.getInputData());
	if (ruleProblem !== null) throw new Error(ruleProblem);
	const now = getClock().now();
	const readOwn = (item: INodeExecutionData) => {
		const { override, ownProblem } = readOverride(item);
		return { override, ruleProblem: ownProblem };
	};
	const items = context.getInputData().map((item) => ({
		asin: String(item.json.asin ?? ''),
		situation: {
			listing: requireListing(item),
			offer: offerFromDocument(readPart(item, 'cached')),
			cached: readPart(item, 'cached') ?? null,
			rule,
			...readOwn(item),
			guards,
			now,
			...calmShop,
			version: null,
			pricedSince: null,
			ruling: null,
			block: null,
			answers: {},
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
