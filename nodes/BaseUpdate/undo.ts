import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { clockOf } from '../../lib/n8n/clock';
import { runOf } from '../../lib/n8n/items/run';
import { locatorValue } from '../../lib/n8n/parameters/locator';
import { isDryIn } from '../../lib/n8n/parameters/modeParameter';
import type { ShopData } from '../../lib/shop/shopData';
import { undoRun } from '../../lib/shop/jobs/undoRun';
import { jobItem, nothingDone } from './jobItem';
import { jobOn, jobShopOf } from './jobPorts';

/** Puts back what a run wrote: one item for each edit of it. */
export async function undo(
	context: IExecuteFunctions,
	data: ShopData,
): Promise<INodeExecutionData[]> {
	const item = context.getInputData()[0]!;
	const undone = locatorValue(context, 'undoRun');
	if (!undone) {
		throw new Error('Run to Undo が空です。元に戻す実行の番号を入れてください。');
	}
	const shop = await jobShopOf(context, data, item);
	const undoing = {
		shop,
		job: jobOn(context, shop.ports),
		run: runOf(item)?.id ?? `undo-${undone}`,
		isDry: isDryIn(context, item),
		timestamp: clockOf(context).timestamp,
	};
	const output: INodeExecutionData[] = [];
	for await (const done of undoRun(undone, undoing)) output.push(jobItem(item, 0, done));
	return output.length > 0 ? output : nothingDone(item);
}
