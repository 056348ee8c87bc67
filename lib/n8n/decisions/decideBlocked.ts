import type { INodeExecutionData } from 'n8n-workflow';
import { offerFromDocument } from '../../cache/offerFromDocument';
import { decideItem, type DecisionRules } from '../../changes/decideItem';
import type { Decision } from '../../changes/decision';
import { readPart } from '../items/items';
import { findDoubt } from '../items/recognition';
import { readListing } from '../items/readListing';
import { readOverride } from '../parameters/rules/readOverride';

/**
 * Decides an item that was only screened if the owner's block lists take it off sale: that waits for no answer
 * of Amazon's. null for any other item.
 */
export function decideBlocked(item: INodeExecutionData, rules: DecisionRules): Decision | null {
	const listing = readListing(item);
	if (!listing || rules.blocked?.action !== 'hide' || findDoubt(item) !== null) return null;
	const cached = readPart(item, 'cached') ?? null;
	const { decision } = decideItem(
		{
			...{ asin: String(item.json.asin ?? ''), listing, cached, ...readOverride(item) },
			...{ offer: offerFromDocument(cached ?? undefined), account: listing.account },
			isDryRun: false,
		},
		rules,
	);
	return decision.stop === 'blocked' ? decision : null;
}
