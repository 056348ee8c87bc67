import { inChunks } from '../listing/inChunks';
import type { Cache } from './cache';
import type { CacheDocument } from './document';
import { summarizeDocument, type DocumentSummary } from './statistics';

/** The cache's data for one ASIN. */
export interface AgedDocument {
	/** undefined if nothing is stored. */
	summary: DocumentSummary | undefined;
	/** null if nothing is stored; undefined if only ages were read. */
	document: CacheDocument | null | undefined;
}

const CHUNK = 500;

export interface AgedOptions {
	/** Does not read the documents. */
	agesOnly: boolean;
	/** Called before each chunk; may throw to stop. */
	onChunk: () => void;
}

/** Returns the ages of each ASIN's data, with its document unless only ages are wanted. */
export async function readAged(
	cache: Cache,
	asins: readonly string[],
	{ agesOnly, onChunk }: AgedOptions,
): Promise<Map<string, AgedDocument>> {
	const found = new Map<string, AgedDocument>();
	for (const chunk of inChunks(asins, CHUNK)) {
		onChunk();
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
