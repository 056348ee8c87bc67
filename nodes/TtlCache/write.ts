import type { INodeExecutionData } from 'n8n-workflow';
import { inChunks } from '../../lib/listing/inChunks';
import { requireRunning } from '../../lib/n8n/cancel';
import { getClock } from '../../lib/n8n/clock';
import { failedItem } from '../../lib/n8n/errors';
import type { WritableGroup } from '../../lib/n8n/items/write/makeItemPatch';
import { addParts } from '../../lib/n8n/items/items';
import { isDryRun } from '../../lib/n8n/items/run';
import { writeItems } from '../../lib/n8n/items/write/writeItems';
import { keepLeases } from '../../lib/n8n/lease';
import type { ShopData } from '../../lib/shop/shopData';
import { readItemAsins, type Work } from './items';
import { isReportedFromList, readGroups } from './parameters/writeParameters';
import { writeReportedList } from './writeReportedList';

const CHUNK = 200;

/** Stores the items' parts, and passes the items on unchanged. */
export async function write(work: Work, data: ShopData): Promise<INodeExecutionData[][]> {
	const groups = new Set(readGroups(work.context));
	if (groups.has('reported') && isReportedFromList(work.context)) {
		groups.delete('reported');
		await writeReportedList(work, data);
	}
	if (groups.size === 0) return [work.items.map((item, index) => addParts(item, index, {}))];
	return [await writeInChunks(work, data, groups)];
}

async function writeInChunks(
	work: Work,
	data: ShopData,
	groups: ReadonlySet<WritableGroup>,
): Promise<INodeExecutionData[]> {
	const { good, failed } = readItemAsins(work);
	const written: INodeExecutionData[] = [];
	const { timestamp } = getClock();
	let writes = 0;
	for (const chunk of inChunks(good, CHUNK)) {
		requireRunning(work.context);
		const parts = chunk.map(({ asin, item }) => ({
			...{ asin, json: item.json },
			isLive: !isDryRun(item),
		}));
		const outcomes = await writeItems(data.cache, parts, groups, timestamp());
		writes += outcomes.filter((outcome) => outcome !== null).length;
		chunk.forEach(({ item, index }, place) => {
			const outcome = outcomes[place];
			const isBad = outcome && !outcome.ok;
			written.push(
				isBad ? failedItem(work.context, item, index, outcome.error) : addParts(item, index, {}),
			);
		});
		const items = chunk.map(({ item }) => item);
		await keepLeases(data.ledger, items, 'ここまでに取得したデータは保存済みです。');
	}
	if (writes === 0 && good.length > 0) hintNothingWritten(work);
	return [...written, ...failed];
}

function hintNothingWritten({ context }: Work): void {
	context.addExecutionHints({
		message:
			'書き込む内容がありませんでした。Groups to Write と、前のノードの出力を確認してください。',
		location: 'outputPane',
	});
}
