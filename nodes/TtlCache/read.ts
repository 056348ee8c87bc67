import type { INodeExecutionData } from 'n8n-workflow';
import type { ShopData } from '../../lib/shop/shopData';
import type { CacheDocument } from '../../lib/cache/document';
import {
	agesOf,
	freshnessOfAges,
	isFresh,
	type DocumentFreshness,
} from '../../lib/cache/freshness';
import { limitAsins, orderStalestFirst } from '../../lib/cache/order';
import { summaryOf, type DocumentSummary } from '../../lib/cache/statistics';
import { withPart } from '../../lib/n8n/items/items';
import { requireRunning } from '../../lib/n8n/cancel';
import { inChunks, readAsins, type AsinItem, type Work } from './items';
import { readNeededData, readOptions, readTtl } from './parameters/readParameters';

const CHUNK = 500;

interface Found {
	summary: DocumentSummary | undefined;
	/** Undefined where only ages were read. */
	document: CacheDocument | null | undefined;
}

interface Entry extends AsinItem {
	freshness: DocumentFreshness;
	failedAt: string | undefined;
	failingSince: string | null | undefined;
	document: CacheDocument | null | undefined;
}

/** Adds `cached` and `freshness` to each item, stalest first. */
export async function read(work: Work, data: ShopData): Promise<INodeExecutionData[][]> {
	const options = readOptions(work.context);
	const groups = readNeededData(work.context);
	const ttl = readTtl(work.context);
	const { good, failed } = readAsins(work);
	const found = await findAll(work, data, good, options.agesOnly);
	const now = work.now();
	const entries = good.map((item): Entry => {
		const { summary, document } = found.get(item.asin)!;
		const ages = summary?.ages ?? agesOf(undefined);
		const freshness = freshnessOfAges(ages, ttl, now, groups);
		return {
			...item,
			freshness,
			failedAt: summary?.failed_at,
			failingSince: summary?.failing_since,
			document,
		};
	});
	const stalestFirst = orderStalestFirst(entries, now);
	const limited = options.limit === 0 ? stalestFirst : limitAsins(stalestFirst, options.limit);
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

async function findAll(work: Work, data: ShopData, items: readonly AsinItem[], agesOnly: boolean) {
	const found = new Map<string, Found>();
	const asins = [...new Set(items.map(({ asin }) => asin))];
	for (const chunk of inChunks(asins, CHUNK)) {
		requireRunning(work.context);
		const some = await (agesOnly ? findAges(data, chunk) : findDocuments(data, chunk));
		for (const [asin, one] of some) found.set(asin, one);
	}
	return found;
}

async function findAges(data: ShopData, asins: readonly string[]): Promise<Map<string, Found>> {
	const summaries = await data.cache.readAges(asins);
	return new Map(
		asins.map((asin) => [asin, { summary: summaries.get(asin), document: undefined }]),
	);
}

async function findDocuments(
	data: ShopData,
	asins: readonly string[],
): Promise<Map<string, Found>> {
	const documents = await data.cache.read(asins);
	return new Map(
		asins.map((asin) => {
			const document = documents.get(asin) ?? null;
			return [asin, { summary: document ? summaryOf(document) : undefined, document }];
		}),
	);
}

/** Copies the document: it is shared with the cache's index, and items may be changed downstream. */
function toItem({ item, index, asin, freshness, document }: Entry): INodeExecutionData {
	const cached = document === undefined ? {} : { cached: structuredClone(document) };
	return withPart(item, index, { asin, ...cached, freshness });
}
