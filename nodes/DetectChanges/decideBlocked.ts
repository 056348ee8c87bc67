import type { INodeExecutionData } from 'n8n-workflow';
import { offerFromDocument } from '../../lib/cache/offerFromDocument';
import { decideItem, type RunRules } from '../../lib/changes/decideItem';
import type { Decision } from '../../lib/changes/decision';
import { readPart } from '../../lib/n8n/items/items';
import { findDoubt } from '../../lib/n8n/items/recognition';
import { readListing } from '../../lib/n8n/items/readListing';
import { readOverride } from '../../lib/n8n/parameters/rules/readOverride';

/**
 * Decides an item that was only screened if the owner's block lists take it off sale: that waits for no answer
 * of Amazon's. null for any other item.
 */
export function decideBlocked(item: INodeExecutionData, rules: RunRules): Decision | null {
	const listing = readListing(item);
	if (!listing || rules.blocked?.action !== 'hide' || findDoubt(item) !== null) return null;
	const cached = readPart(item, 'cached') ?? null;
	const { decision } = decideItem(
		{
			...{ asin: String(item.json.asin ?? ''), listing, cached, override: readOverride(item) },
			...{ offer: offerFromDocument(cached ?? undefined), account: listing.account },
			isDryRun: false,
		},
		rules,
	);
	return decision.stop === 'blocked' ? decision : null;
}
