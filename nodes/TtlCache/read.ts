import type { INodeExecutionData } from 'n8n-workflow';
import type { CacheDocument, DataGroup } from '../../lib/cache/document';
import {
	collectAges,
	judgeFreshness,
	isFresh,
	type DocumentFreshness,
} from '../../lib/cache/freshness';
import { limitAsins, orderStalestFirst } from '../../lib/cache/order';
import { readAged } from '../../lib/cache/readAged';
import { withoutTexts } from '../../lib/cache/withoutTexts';
import { requireRunning } from '../../lib/n8n/cancel';
import { findAnswered } from '../../lib/n8n/items/findAnswered';
import { addParts } from '../../lib/n8n/items/items';
import { readRun } from '../../lib/n8n/items/run';
import type { ShopData } from '../../lib/shop/shopData';
import { readItemAsins, type AsinItem, type Work } from './items';
import { readNeededData, readOptions, readTtl } from './parameters/readParameters';

interface Entry extends AsinItem {
	freshness: DocumentFreshness;
	failedAt: string | undefined;
	failingSince: string | null | undefined;
	document: CacheDocument | null | undefined;
}

interface Needed extends ReturnType<typeof readOptions> {
	/** The data whose age counts. */
	groups: readonly DataGroup[];
}

/** Adds `cached` and `freshness` to each item, stalest first. */
export async function read(work: Work, data: ShopData): Promise<INodeExecutionData[][]> {
	const options = readOptions(work.context);
	const groups = readNeededData(work.context);
	const { good, failed } = readItemAsins(work);
	const entries = await findEntries(work, data, good, { groups, ...options });
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

async function findEntries(
	{ context, now: getNow }: Work,
	data: ShopData,
	items: AsinItem[],
	{ groups, agesOnly, leaveOutTexts }: Needed,
): Promise<Entry[]> {
	const ttl = readTtl(context, readRun(items[0]?.item));
	const found = await readAged(data.cache, [...new Set(items.map(({ asin }) => asin))], {
		agesOnly,
		onChunk: () => requireRunning(context),
	});
	const now = getNow();
	return items.map((item): Entry => {
		const { summary, document } = found.get(item.asin)!;
		return {
			...item,
			freshness: judgeFreshness(summary?.ages ?? collectAges(undefined), ttl, now, groups),
			failedAt: summary?.failed_at,
			failingSince: summary?.failing_since,
			document: document && leaveOutTexts ? withoutTexts(document) : document,
		};
	});
}

/** Copies the document: it is shared with the cache's index, and items may be changed downstream. */
function toItem({ item, index, asin, freshness, document }: Entry): INodeExecutionData {
	const cached = document === undefined ? {} : { cached: structuredClone(document) };
	return addParts(item, index, { asin, ...cached, freshness });
}
