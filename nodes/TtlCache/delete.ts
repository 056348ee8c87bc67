import type { INodeExecutionData } from 'n8n-workflow';
import type { ShopData } from '../../lib/shop/shopData';
import { addFields } from '../../lib/n8n/items/items';
import { inChunks } from '../../lib/listing/inChunks';
import { requireRunning } from '../../lib/n8n/cancel';
import { readItemAsins, type Work } from './items';

const CHUNK = 200;

/** Deletes each item's document; `deleted` says whether there was one. */
export async function deleteDocuments(work: Work, data: ShopData): Promise<INodeExecutionData[][]> {
	const { good, failed } = readItemAsins(work);
	const output: INodeExecutionData[] = [];
	for (const chunk of inChunks(good, CHUNK)) {
		requireRunning(work.context);
		const asins = [...new Set(chunk.map(({ asin }) => asin))];
		const held = await data.cache.readAges(asins);
		await data.cache.delete(asins);
		for (const { asin, item, index } of chunk) {
			output.push(addFields(item, index, { asin, deleted: held.has(asin) }));
		}
	}
	return [[...output, ...failed]];
}
