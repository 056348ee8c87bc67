import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { requireRunning } from '../../lib/n8n/cancel';
import { addParts, readPart } from '../../lib/n8n/items/items';
import type { ItemResult } from '../../lib/n8n/items/parts/itemParts';
import { readListing } from '../../lib/n8n/items/readListing';
import { readRun } from '../../lib/n8n/items/run';
import { isDryIn } from '../../lib/n8n/parameters/modeParameter';
import type { ShopData } from '../../lib/shop/shopData';
import { planTexts, type PlannedTexts } from '../../lib/shop/texts/planTexts';
import { TextSender } from '../../lib/shop/texts/textSender';
import { wantsTexts } from '../../lib/shop/texts/updateTexts';
import { isEmpty, tellNothingToDo } from './jobs/jobItem';
import { readTextRules } from './parameters/textParameters';
import { makeMemoryPorts } from './memoryPorts';
import { connectShop } from './ports';

type TextItemResult = Pick<ItemResult, 'action' | 'error'> & { notes: string[] };

const WOULD_UPDATE: TextItemResult = {
	action: 'dry_run',
	notes: ['BASEの商品情報を更新します'],
	error: null,
};

/**
 * Updates the chosen texts and images to match Amazon's. Items whose page may sell another product, or
 * without a change in a chosen field, pass unchanged and cost no call.
 */
export async function texts(
	context: IExecuteFunctions,
	data: ShopData,
): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const account = items.map((item) => readListing(item)?.account).find((name) => !!name);
	const rules = await readTextRules(context, account, data.ledger);
	const sender = new TextSender(rules, {
		...makeMemoryPorts(context, data),
		wayTo: async (account) => await connectShop(context, data, account),
	});
	if (items.every(isEmpty)) tellNothingToDo(context);
	const output: INodeExecutionData[] = [];
	for (const [index, item] of items.entries()) {
		requireRunning(context);
		const plan = planItemTexts(item);
		if (!plan || !wantsTexts(plan, rules)) {
			output.push(addParts(item, index, {}));
			continue;
		}
		const result = isDryIn(context, item)
			? WOULD_UPDATE
			: await sender.send(plan, readRun(item)?.id ?? 'manual');
		output.push(withResult(item, index, result));
	}
	return output;
}

const planItemTexts = (item: INodeExecutionData): PlannedTexts | null =>
	planTexts({
		asin: String(item.json.asin ?? ''),
		listing: readListing(item),
		before: readPart(item, 'cached'),
		now: readPart(item, 'basic_info'),
		change: readPart(item, 'info_change'),
	});

function withResult(item: INodeExecutionData, index: number, outcome: TextItemResult) {
	const { action, error } = outcome;
	const notes = [...outcome.notes, ...(readPart(item, 'result')?.notes ?? [])];
	const isOpen = ['deferred', 'failed', 'dry_run'].includes(action);
	const base = isOpen ? withoutNews(item) : item;
	return addParts(base, index, { result: { action, edits: {}, error, notes } });
}

/** Without the new texts the cache keeps the old ones: the next run finds the same difference again. */
function withoutNews(item: INodeExecutionData): INodeExecutionData {
	const { basic_info: news, ...json } = item.json;
	return news === undefined ? item : { ...item, json };
}
