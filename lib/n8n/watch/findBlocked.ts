import type { INodeExecutionData } from 'n8n-workflow';
import type { Run } from '../../ledger/runs/run';
import { overrideOf } from '../../listing/pricing/overrideOf';
import { findBlock } from '../../listing/blocks/findBlock';
import type { ShopData } from '../../shop/shopData';
import { getClock } from '../clock';
import { addParts } from '../items/items';
import { readListing } from '../items/readListing';
import type { OfferRules } from '../parameters/rules/filterOptions';
import type { WatchedShop } from './watchedItems';

/**
 * Returns the items on sale that the owner's block lists take off it: that waits for no answer of Amazon's. Items that
 * the owner took out stay as they are. The others carry a look that proves nothing, so only the block is decided.
 */
export async function findBlocked(
	{ products }: WatchedShop,
	{ blocked, cutRules }: Pick<OfferRules, 'blocked' | 'cutRules'>,
	run: Run,
	data: ShopData,
): Promise<INodeExecutionData[]> {
	if (blocked?.action !== 'hide') return [];
	const found = [...products.values()].flatMap(({ asin, items, facts }) => {
		const isBlocked = (item: INodeExecutionData) => {
			const listing = readListing(item)!;
			const { visible, title } = listing;
			if (overrideOf(cutRules?.items ?? {}, listing).neverTouch) return false;
			return visible && findBlock(blocked, { asin, title, amazon: facts }) !== null;
		};
		return items.filter(isBlocked).map((item) => ({ asin, item }));
	});
	const documents = await data.cache.read([...new Set(found.map(({ asin }) => asin))]);
	const screened_at = getClock().timestamp();
	return found.map(({ asin, item }) => {
		const cached = documents.get(asin);
		return addParts(item, 0, {
			...{ run, asin, cached: cached ? structuredClone(cached) : null },
			screen: { outcome: 'unsure', fingerprint: null, screened_at },
		});
	});
}
