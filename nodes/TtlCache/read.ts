import type { INodeExecutionData } from 'n8n-workflow';
import type { Cache } from '../../lib/cache/cache';
import type { CacheDocument } from '../../lib/cache/document';
import {
	agesOf,
	freshnessOfAges,
	isFresh,
	type DocumentFreshness,
} from '../../lib/cache/freshness';
import { limitAsins, orderStalestFirst } from '../../lib/cache/order';
import { summaryOf, type DocumentSummary } from '../../lib/cache/statistics';
import { withPart } from '../../lib/n8n/items';
import { requireRunning } from '../../lib/n8n/cancel';
import { inChunks, readAsins, type AsinItem, type Work } from './items';
import { readNeededData, readOptions, readTtl } from './readParameters';

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
export async function read(work: Work, cache: Cache): Promise<INodeExecutionData[][]> {
	const options = readOptions(work.context);
	const groups = readNeededData(work.context);
	const ttl = readTtl(work.context);
	const { good, failed } = readAsins(work);
	const found = await findAll(work, cache, good, options.agesOnly);
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

async function findAll(work: Work, cache: Cache, items: readonly AsinItem[], agesOnly: boolean) {
	const found = new Map<string, Found>();
	const asins = [...new Set(items.map(({ asin }) => asin))];
	for (const chunk of inChunks(asins, CHUNK)) {
		requireRunning(work.context);
		const some = await (agesOnly ? findAges(cache, chunk) : findDocuments(cache, chunk));
		for (const [asin, one] of some) found.set(asin, one);
	}
	return found;
}

async function findAges(cache: Cache, asins: readonly string[]): Promise<Map<string, Found>> {
	const summaries = await cache.readAges(asins);
	return new Map(
		asins.map((asin) => [asin, { summary: summaries.get(asin), document: undefined }]),
	);
}

async function findDocuments(cache: Cache, asins: readonly string[]): Promise<Map<string, Found>> {
	const documents = await cache.read(asins);
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
