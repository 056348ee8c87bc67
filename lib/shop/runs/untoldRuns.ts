import type { ShopData } from '../shopData';
import type { CacheDocument } from '../../cache/document';
import type { RunMemory, ToldEntry } from '../../ledger/runs/runMemory';

/** The runs whose message has gone out since, or whose changes another run told. */
export async function toldRuns(
	data: ShopData,
	untold: RunMemory['untold'],
): Promise<ReadonlySet<string>> {
	const told = new Set<string>();
	for (const { run, entries } of untold) if (await isTold(data, entries)) told.add(run);
	return told;
}

/** Makes the entries the baseline, unless another run has told the item's change since. */
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
 * True if the baseline is still the one that the entry was meant to replace. Times only identify the
 * baselines and are not compared: if a clock was ahead for one run, every later baseline would seem
 * older.
 */
function isOwed(entry: ToldEntry, documents: ReadonlyMap<string, CacheDocument>): boolean {
	const reported = documents.get(entry.asin)?.reported?.[entry.account];
	if (reported === undefined) return true;
	if (entry.replaces !== undefined) return reported.at === entry.replaces;
	return Date.parse(reported.at) < Date.parse(entry.at);
}
