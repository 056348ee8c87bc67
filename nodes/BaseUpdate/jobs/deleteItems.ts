import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { getClock } from '../../../lib/n8n/clock';
import { readRun } from '../../../lib/n8n/items/run';
import { isDryIn } from '../../../lib/n8n/parameters/modeParameter';
import { deleteDead } from '../../../lib/shop/deadWood/deleteDead';
import { parseChosen } from '../../../lib/shop/jobs/parseChosen';
import type { ShopData } from '../../../lib/shop/shopData';
import { openDeletion } from '../ports';
import { makeJobItem, passRunAlone } from './jobItem';
import { openJob } from './jobPorts';

/** Deletes items that Amazon has not sold for long: one output item for each of them. */
export async function deleteItems(
	context: IExecuteFunctions,
	data: ShopData,
): Promise<INodeExecutionData[]> {
	const item = context.getInputData()[0]!;
	const given = String(context.getNodeParameter('itemIds', 0, '') ?? '');
	const named = parseChosen(given);
	if ('odd' in named) {
		throw new Error(
			`Item IDs の「${named.odd.slice(0, 40)}」を番号として読めません。BASEの商品IDを「、」で区切って入れてください。何も削除していません。`,
		);
	}
	if (named.chosen.length === 0) {
		throw new Error('Item IDs が空です。削除する商品のIDを入れてください。何も削除していません。');
	}
	const { shop, job } = await openJob(context, data, item);
	const deleting = {
		...{ shop, job },
		remove: await openDeletion(context, data, shop.account),
		run: readRun(item)?.id ?? `delete-${getClock().timestamp()}`,
		isDry: isDryIn(context, item),
	};
	const output: INodeExecutionData[] = [];
	for await (const done of deleteDead(named.chosen, deleting)) {
		output.push(makeJobItem(item, 0, done));
	}
	return output.length > 0 ? output : passRunAlone(item);
}
