import type { INodeExecutionData } from 'n8n-workflow';
import type { CacheWrite, WriteOutcome } from '../../lib/cache/cache';
import type { DocumentPatch } from '../../lib/cache/document';
import { asError } from '../../lib/stores/errors';
import { keepLease } from '../../lib/n8n/lease';
import { isDryRun } from '../../lib/n8n/items/run';
import { clockOf } from '../../lib/n8n/clock';
import { failedItem } from '../../lib/n8n/errors';
import { withPart } from '../../lib/n8n/items/items';
import { requireRunning } from '../../lib/n8n/cancel';
import { inChunks, readAsins, type AsinItem, type Work } from './items';
import { itemPatch, type WritableGroup } from '../../lib/n8n/items/itemPatch';
import { leasedRunPart } from '../../lib/n8n/items/itemParts';
import { isReportedFromList, readGroups } from './parameters/writeParameters';
import type { ShopData } from '../../lib/shop/shopData';
import { writeReportedList } from './writeReportedList';

const CHUNK = 200;

type ItemOutcome = { ok: true } | { ok: false; error: Error };

/** Stores what the items bring, and passes the items on as they are. */
export async function write(work: Work, data: ShopData): Promise<INodeExecutionData[][]> {
	const groups = new Set(readGroups(work.context));
	if (groups.has('reported') && isReportedFromList(work.context)) {
		groups.delete('reported');
		await writeReportedList(work, data);
	}
	if (groups.size === 0) return [work.items.map((item, index) => withPart(item, index, {}))];
	return [await writeItems(work, data, groups)];
}

async function writeItems(work: Work, data: ShopData, groups: ReadonlySet<WritableGroup>) {
	const { good, failed } = readAsins(work);
	const written: INodeExecutionData[] = [];
	const { timestamp } = clockOf(work.context);
	let writes = 0;
	for (const chunk of inChunks(good, CHUNK)) {
		requireRunning(work.context);
		const outcomes = await writeChunk(data, chunk, groups, timestamp);
		writes += outcomes.filter((outcome) => outcome !== null).length;
		chunk.forEach(({ item, index }, place) => {
			const outcome = outcomes[place];
			written.push(
				!outcome || outcome.ok
					? withPart(item, index, {})
					: failedItem(work.context, item, index, outcome.error),
			);
		});
		await renewLeases(data, chunk);
	}
	if (writes === 0 && good.length > 0) hintNothingWritten(work);
	return [...written, ...failed];
}

/** One outcome an item; null where the item held nothing to write. A bad item fails alone. */
async function writeChunk(
	data: ShopData,
	items: readonly AsinItem[],
	groups: ReadonlySet<WritableGroup>,
	timestamp: () => string,
): Promise<Array<ItemOutcome | null>> {
	const patches = items.map(({ asin, item }) =>
		tryPatch(() => itemPatch(asin, item.json, groups, !isDryRun(item), timestamp())),
	);
	const writes: CacheWrite[] = [];
	const places: number[] = [];
	patches.forEach((patch, place) => {
		if (patch instanceof Error || Object.keys(patch).length === 0) return;
		writes.push({ asin: items[place]!.asin, set: patch });
		places.push(place);
	});
	const outcomes = await data.cache.write(writes);
	const byPlace = new Map<number, WriteOutcome>();
	outcomes.forEach((outcome, at) => byPlace.set(places[at]!, outcome));
	return patches.map((patch, place) =>
		patch instanceof Error ? { ok: false, error: patch } : (byPlace.get(place) ?? null),
	);
}

function tryPatch(make: () => DocumentPatch): DocumentPatch | Error {
	try {
		return make();
	} catch (error) {
		return asError(error);
	}
}

/** Each chunk shows that the run is alive; a run that another one has replaced must not go on. */
async function renewLeases(data: ShopData, items: readonly AsinItem[]): Promise<void> {
	const holders = new Map<string, string>();
	for (const { item } of items) {
		const { data: run } = leasedRunPart.safeParse(item.json.run);
		if (run) holders.set(run.lease, run.id);
	}
	for (const [lease, id] of holders) {
		await keepLease(data.ledger, { id, lease }, 'ここまでに取得したデータは保存済みです。');
	}
}

function hintNothingWritten({ context }: Work): void {
	context.addExecutionHints({
		message:
			'書き込む内容がありませんでした。Groups to Write と、前のノードの出力を確認してください。',
		location: 'outputPane',
	});
}
