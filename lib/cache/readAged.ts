import type { Cache } from './cache';
import type { CacheDocument } from './document';
import { summarizeDocument, type DocumentSummary } from './statistics';

/** What the cache holds of one ASIN. */
export interface AgedDocument {
	/** Undefined where nothing is held. */
	summary: DocumentSummary | undefined;
	/** null where nothing is held; undefined where only ages were read. */
	document: CacheDocument | null | undefined;
}

const CHUNK = 500;

export interface AgedOptions {
	/** Leaves the documents where they are. */
	agesOnly: boolean;
	/** Called before each chunk; may throw to stop. */
	onChunk: () => void;
}

/** The ages of each ASIN's data, with its document where that is wanted too. */
export async function readAged(
	cache: Cache,
	asins: readonly string[],
	{ agesOnly, onChunk }: AgedOptions,
): Promise<Map<string, AgedDocument>> {
	const found = new Map<string, AgedDocument>();
	for (let start = 0; start < asins.length; start += CHUNK) {
		onChunk();
		const chunk = asins.slice(start, start + CHUNK);
		const read = agesOnly ? readAges : readDocuments;
		for (const [asin, one] of await read(cache, chunk)) found.set(asin, one);
	}
	return found;
}

type Read = (cache: Cache, asins: readonly string[]) => Promise<Array<[string, AgedDocument]>>;

const readAges: Read = async (cache, asins) => {
	const summaries = await cache.readAges(asins);
	return asins.map((asin) => [asin, { summary: summaries.get(asin), document: undefined }]);
};

const readDocuments: Read = async (cache, asins) => {
	const documents = await cache.read(asins);
	return asins.map((asin) => {
		const document = documents.get(asin) ?? null;
		return [asin, { summary: document ? summarizeDocument(document) : undefined, document }];
	});
};
