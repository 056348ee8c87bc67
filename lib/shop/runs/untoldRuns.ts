import type { ShopData } from '../shopData';
import type { CacheDocument } from '../../cache/document';
import type { RunMemory, ToldEntry } from '../../ledger/runMemory';

/** The runs whose message went out since, or whose changes another run told. */
export async function toldRuns(
	data: ShopData,
	untold: RunMemory['untold'],
): Promise<ReadonlySet<string>> {
	const told = new Set<string>();
	for (const { run, entries } of untold) if (await isTold(data, entries)) told.add(run);
	return told;
}

/** Makes the baseline of what was to be told, where no other run has told of the item since. */
export async function countAsTold(data: ShopData, entries: readonly ToldEntry[]): Promise<void> {
	const documents = await data.cache.read(entries.map((entry) => entry.asin));
	await data.cache.write(
		entries
			.filter((entry) => isOwed(entry, documents))
			.map(({ asin, account, price, in_stock, at }) => ({
				asin,
				set: { reported: { [account]: { price, in_stock, at } } },
			})),
	);
}

async function isTold(data: ShopData, entries: readonly ToldEntry[]): Promise<boolean> {
	const documents = await data.cache.read(entries.map((entry) => entry.asin));
	return entries.every((entry) => !isOwed(entry, documents));
}

/**
 * The baseline is still the one that the entry was to take the place of. Their times name them and are
 * not compared: a clock that was ahead for one run would make every later baseline the older one.
 */
function isOwed(entry: ToldEntry, documents: ReadonlyMap<string, CacheDocument>): boolean {
	const reported = documents.get(entry.asin)?.reported?.[entry.account];
	if (reported === undefined) return true;
	if (entry.replaces !== undefined) return reported.at === entry.replaces;
	return Date.parse(reported.at) < Date.parse(entry.at);
}
