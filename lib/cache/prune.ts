import type { Cache } from './cache';
import type { CacheDocument } from './document';
import { inChunks } from '../listing/inChunks';
import { parseStamp } from '../listing/stamp';

export interface PruneOptions {
	/** Every ASIN that the shops list. The caller ensures that the list is whole. */
	listed: ReadonlySet<string>;
	/** The shop accounts that the list covers. */
	accounts: ReadonlySet<string>;
	/** Documents written within this time stay: an item may be about to be listed. */
	keepMs: number;
	/** true only counts. */
	isDryRun: boolean;
	/** Milliseconds since 1970. */
	now: number;
}

export interface PruneResult {
	documents: number;
	/** ASINs that no shop lists: deleted, or (in a dry run) to be deleted. */
	pruned: string[];
	/** Not listed, but written recently. */
	kept_recent: number;
	/** Not listed, but known to a shop account that the list doesn't cover. */
	kept_other_account: number;
}

const CHUNK = 500;

/** Deletes documents of items that no shop lists any more. */
export async function pruneCache(cache: Cache, options: PruneOptions): Promise<PruneResult> {
	const result: PruneResult = {
		documents: 0,
		pruned: [],
		kept_recent: 0,
		kept_other_account: 0,
	};
	const unlisted: string[] = [];
	for await (const asin of cache.asins()) {
		result.documents++;
		if (!options.listed.has(asin)) unlisted.push(asin);
	}
	for (const chunk of inChunks(unlisted, CHUNK)) {
		await pruneChunk(cache, chunk, options, result);
	}
	return result;
}

async function pruneChunk(
	cache: Cache,
	asins: readonly string[],
	options: PruneOptions,
	result: PruneResult,
): Promise<void> {
	const goes: string[] = [];
	for (const [asin, document] of await cache.read(asins)) {
		if (isKnownElsewhere(document, options.accounts)) result.kept_other_account++;
		else if (isRecent(document, options)) result.kept_recent++;
		else goes.push(asin);
	}
	if (!options.isDryRun) await cache.delete(goes);
	result.pruned.push(...goes);
}

function isKnownElsewhere(document: CacheDocument, accounts: ReadonlySet<string>): boolean {
	const shopAccounts = Object.keys(document.shop ?? {}).map((key) =>
		key.slice(0, key.lastIndexOf('/')),
	);
	return [...shopAccounts, ...Object.keys(document.reported ?? {})].some(
		(account) => !accounts.has(account),
	);
}

/** A document of unknown age counts as old. */
function isRecent(document: CacheDocument, { keepMs, now }: PruneOptions): boolean {
	const writtenAt = parseStamp(document.cached_at);
	return writtenAt !== null && now - writtenAt < keepMs;
}
