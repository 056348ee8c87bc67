import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Cache } from '../../lib/cache/cache';
import { readTtl } from './readParameters';
import type { Work } from './items';

const BROKEN_SHOWN = 50;

/** One item: how many documents, how old, how many with errors, which broken. */
export async function statistics(work: Work, cache: Cache): Promise<INodeExecutionData[][]> {
	const counts = await cache.statistics(readTtl(work.context));
	const broken = await cache.brokenDocuments();
	const json = {
		place: cache.place,
		...counts,
		broken_documents: broken.slice(0, BROKEN_SHOWN),
	} as unknown as IDataObject;
	return [[{ json, pairedItem: work.items.map((_, item) => ({ item })) }]];
}
