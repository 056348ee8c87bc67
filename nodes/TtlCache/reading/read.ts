import type { INodeExecutionData } from 'n8n-workflow';
import { isFresh } from '../../../lib/cache/freshness';
import { limitAsins, orderStalestFirst } from '../../../lib/cache/order';
import { findAnswered } from '../../../lib/n8n/items/findAnswered';
import { addParts } from '../../../lib/n8n/items/items';
import { readRun } from '../../../lib/n8n/items/run';
import type { ShopData } from '../../../lib/shop/shopData';
import { readItemAsins, type Work } from '../items';
import { readNeededData, readOptions, readTtl } from '../parameters/readParameters';
import { findEntries, type Entry } from './findEntries';

/** Adds `cached` and `freshness` to each item, stalest first. */
export async function read(work: Work, data: ShopData): Promise<INodeExecutionData[][]> {
	const options = readOptions(work.context);
	const groups = readNeededData(work.context);
	const { good, failed } = readItemAsins(work);
	const ttl = readTtl(work.context, readRun(good[0]?.item));
	const entries = await findEntries(work, data, good, { groups, ttl, ...options });
	const stalestFirst = orderStalestFirst(entries, work.now());
	const isAnswered = await findAnswered(work.items, data);
	const limited = limitAsins(stalestFirst, options.limit || Infinity, isAnswered);
	const ordered = options.keepOrder
		? limited.sort((one, other) => one.index - other.index)
		: limited;
	if (!options.split) return [[...ordered.map(toItem), ...failed]];
	const isStale = (entry: Entry) => !isFresh(entry.freshness, groups);
	return [
		[...ordered.filter(isStale).map(toItem), ...failed],
		ordered.filter((entry) => !isStale(entry)).map(toItem),
	];
}

/** Copies the document: it is shared with the cache's index, and items may be changed downstream. */
function toItem({ item, index, asin, freshness, document }: Entry): INodeExecutionData {
	const cached = document === undefined ? {} : { cached: structuredClone(document) };
	return addParts(item, index, { asin, ...cached, freshness });
}
