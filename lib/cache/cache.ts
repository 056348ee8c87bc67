import { isAsin } from '../listing/codes/asin';
import { applyPatch } from './applyPatch';
import type { CacheDocument, DocumentPatch, PatchGroup } from './document';
import { KeyRefusedError } from '../stores/errors';
import type { TimeToLive } from './freshness';
import { requirePatch } from './requirePatch';
import type { TrailPoint } from '../listing/trail';
import { raise, TRAILS_LOST, type Warn } from '../stores/warn';
import { addToTrails, findMoved, readTrails } from './trails';
import {
	StatisticsCount,
	summaryView,
	type CacheStatistics,
	type DocumentSummary,
	type WatchedFacts,
	watchedView,
} from './statistics';
import type { BrokenRecord, JsonObject, Store, Update } from '../stores/store';

export interface CacheWrite {
	asin: string;
	set: DocumentPatch;
}

export type WriteOutcome =
	| {
			asin: string;
			ok: true;
			document: CacheDocument;
			/** Groups left unchanged, because newer data was stored already. */
			skipped: PatchGroup[];
	  }
	| { asin: string; ok: false; error: Error };

/**
 * The stored data of each ASIN. Returned documents are frozen. Throws StoreUnavailableError if the store
 * can't work at all.
 */
export interface Cache {
	/** For messages: the folder or the server. */
	readonly place: string;
	/** ASINs without a document are absent; broken documents are set aside and absent. */
	read(asins: readonly string[]): Promise<Map<string, CacheDocument>>;
	/** Reads only ages: far cheaper than `read` for a whole shop. */
	readAges(asins: readonly string[]): Promise<Map<string, DocumentSummary>>;
	/** Reads only the parts that tell what to look at next. */
	readWatched(asins: readonly string[]): Promise<Map<string, WatchedFacts>>;
	/** Returns one outcome per write, in order. Each write is atomic; a failed one changes nothing. */
	write(writes: readonly CacheWrite[]): Promise<WriteOutcome[]>;
	/** Returns how prices and stock changed, oldest first; products that never changed are absent. */
	readTrails(asins: readonly string[]): Promise<Map<string, TrailPoint[]>>;
	/** Returns how many existed. */
	delete(asins: readonly string[]): Promise<number>;
	asins(): AsyncIterable<string>;
	statistics(ttl: TimeToLive): Promise<CacheStatistics>;
	brokenDocuments(): Promise<BrokenRecord[]>;
	close(): Promise<void>;
}

export interface CacheOptions {
	store: Store;
	/** Milliseconds since 1970. */
	now: () => number;
	/** Hears that a trail could not be kept, which costs a point of a chart; absent: the failure is thrown. */
	warn?: Warn;
}

const CHUNK = 500;

export function openCache({ store, now, warn = raise }: CacheOptions): Cache {
	return {
		place: store.place,
		read: (asins) => readDocuments(store, asins),
		readAges: (asins) => store.view('documents', asins.map(requireAsin), summaryView),
		readWatched: (asins) => store.view('documents', asins.map(requireAsin), watchedView),
		write: (writes) => writeDocuments({ store, now, warn }, writes),
		readTrails: (asins) => readTrails(store, asins.map(requireAsin)),
		delete: (asins) => deleteDocuments(store, asins.map(requireAsin)),
		asins: () => storedAsins(store),
		statistics: (ttl) => countStatistics(store, now(), ttl),
		brokenDocuments: () => store.broken(),
		close: () => store.close(),
	};
}

/** The older tools leave the ASIN out of a document: then only the file's name holds it. */
async function readDocuments(store: Store, asins: readonly string[]) {
	const records = await store.read('documents', asins.map(requireAsin));
	const documents = new Map<string, CacheDocument>();
	for (const [asin, record] of records) {
		documents.set(
			asin,
			record.asin === asin ? asDocument(record) : asDocument({ ...record, asin }),
		);
	}
	return documents;
}

async function writeDocuments(
	{ store, now, warn }: Required<CacheOptions>,
	writes: readonly CacheWrite[],
) {
	const skipped = writes.map((): PatchGroup[] => []);
	const points = writes.map((): readonly TrailPoint[] => []);
	const updates = writes.map(({ asin, set }, index): Update => ({
		key: asin,
		change: (current) => {
			requireAsin(asin);
			requirePatch(set, now());
			const applied = applyPatch(current as CacheDocument | undefined, asin, set, now());
			skipped[index] = applied.skipped;
			points[index] = findMoved(current as CacheDocument | undefined, applied.document);
			return applied.document as unknown as JsonObject;
		},
	}));
	const outcomes = await store.update('documents', updates);
	const moved = outcomes.flatMap(({ ok, key }, index) =>
		ok && points[index]!.length > 0 ? [{ asin: key, points: points[index]! }] : [],
	);
	if (moved.length > 0) {
		// The prices are kept: no item fails for its chart.
		await addToTrails(store, moved, now()).catch((error: unknown) => warn(TRAILS_LOST, error));
	}
	return outcomes.map((outcome, index): WriteOutcome => {
		const asin = outcome.key;
		if (!outcome.ok) return { asin, ok: false, error: outcome.error };
		const document = asDocument(outcome.value!);
		return { asin, ok: true, document, skipped: skipped[index]! };
	});
}

async function deleteDocuments(store: Store, asins: readonly string[]): Promise<number> {
	const count = await store.delete('documents', asins);
	await store.delete('trails', asins);
	return count;
}

const asDocument = (record: JsonObject) => record as unknown as CacheDocument;

async function* storedAsins(store: Store): AsyncIterable<string> {
	for await (const key of store.keys('documents')) if (isAsin(key)) yield key;
}

async function countStatistics(store: Store, now: number, ttl: TimeToLive) {
	const count = new StatisticsCount(ttl, now);
	const addAll = async (asins: readonly string[]) => {
		const summaries = await store.view('documents', asins, summaryView);
		for (const [asin, summary] of summaries) count.add(asin, summary);
	};
	const chunk: string[] = [];
	for await (const asin of storedAsins(store)) {
		chunk.push(asin);
		if (chunk.length === CHUNK) await addAll(chunk.splice(0));
	}
	await addAll(chunk);
	return count.result((await store.broken()).length);
}

function requireAsin(asin: string): string {
	if (!isAsin(asin)) throw new KeyRefusedError(asin, 'ASIN は英大文字と数字 10 文字です');
	return asin;
}
