import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { readRun } from '../../../lib/n8n/items/run';
import { locatorValue } from '../../../lib/n8n/parameters/locator';
import { isDryIn } from '../../../lib/n8n/parameters/modeParameter';
import type { ShopData } from '../../../lib/shop/shopData';
import { undoRun } from '../../../lib/shop/jobs/undoRun';
import { makeJobItem, passRunAlone } from './jobItem';
import { openConfirmOffers } from './confirmOffers';
import { openJob } from './jobPorts';
import { makeMemoryPorts } from '../memoryPorts';
import { connectShop } from '../ports';

/** Restores the values from before a run: one item for each of its edits. */
export async function undo(
	context: IExecuteFunctions,
	data: ShopData,
): Promise<INodeExecutionData[]> {
	const item = context.getInputData()[0]!;
	const undone = locatorValue(context, 'undoRun');
	if (!undone) {
		throw new Error('Run to Undo が空です。元に戻す実行の番号を入れてください。');
	}
	const { shop, job } = await openJob(context, data, item);
	const undoing = {
		...{ shop, job },
		confirm: await openConfirmOffers(context, data, shop.account),
		writer: (await connectShop(context, data, shop.account, 'undo')).writer,
		run: readRun(item)?.id ?? `undo-${undone}`,
		isDry: isDryIn(context, item),
		...makeMemoryPorts(context, data),
	};
	const output: INodeExecutionData[] = [];
	for await (const done of undoRun(undone, undoing)) output.push(makeJobItem(item, 0, done));
	return output.length > 0 ? output : passRunAlone(item);
}
