import type { INodeExecutionData } from 'n8n-workflow';
import type { Run } from '../../ledger/runs/run';
import type { BlockLists } from '../../listing/blocks/blockLists';
import { findBlock } from '../../listing/blocks/findBlock';
import type { ShopData } from '../../shop/shopData';
import { getClock } from '../clock';
import { addParts } from '../items/items';
import { readListing } from '../items/readListing';
import type { WatchedShop } from './watchedItems';

/**
 * Returns the items on sale that the owner's block lists take off it: that waits for no answer of Amazon's. They
 * carry a look that proves nothing, so only the block is decided.
 */
export async function findBlocked(
	{ products }: WatchedShop,
	blocked: BlockLists | null,
	run: Run,
	data: ShopData,
): Promise<INodeExecutionData[]> {
	if (blocked?.action !== 'hide') return [];
	const found = [...products.values()].flatMap(({ asin, items, facts }) => {
		const isBlocked = (item: INodeExecutionData) => {
			const { visible, title } = readListing(item)!;
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
