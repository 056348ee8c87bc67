import type { Cache } from '../../lib/cache/cache';
import type { RunMemory, ToldEntry } from '../../lib/cache/runMemory';

/** The runs whose message went out since: what it told has become the baseline. */
export async function toldRuns(
	cache: Cache,
	untold: RunMemory['untold'],
): Promise<ReadonlySet<string>> {
	const told = new Set<string>();
	for (const { run, entries } of untold) if (await isTold(cache, entries)) told.add(run);
	return told;
}

async function isTold(cache: Cache, entries: readonly ToldEntry[]): Promise<boolean> {
	const documents = await cache.read(entries.map((entry) => entry.asin));
	return entries.every((entry) => {
		const reported = documents.get(entry.asin)?.reported?.[entry.account];
		return reported !== undefined && Date.parse(reported.at) >= Date.parse(entry.at);
	});
}
