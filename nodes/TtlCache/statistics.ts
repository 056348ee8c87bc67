import type { INodeExecutionData } from 'n8n-workflow';
import type { ShopData } from '../../lib/shop/shopData';
import { newItem } from '../../lib/n8n/items/items';
import { readRun } from '../../lib/n8n/items/run';
import { readTtl } from './parameters/readParameters';
import type { Work } from './items';

const BROKEN_SHOWN = 50;

/** Returns one item: the number of documents, their ages, how many have errors, and which are broken. */
export async function statistics(work: Work, data: ShopData): Promise<INodeExecutionData[][]> {
	const counts = await data.cache.statistics(readTtl(work.context, readRun(work.items[0])));
	const broken = await data.cache.brokenDocuments();
	const json = {
		place: data.cache.place,
		...counts,
		broken_documents: broken.slice(0, BROKEN_SHOWN),
	};
	return [[{ ...newItem(json), pairedItem: work.items.map((_, item) => ({ item })) }]];
}
