import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { requireRunning } from '../../lib/n8n/cancel';
import { failedItem } from '../../lib/n8n/errors';
import { makeOrderItems } from '../../lib/n8n/orders/orderItems';
import { matchLines } from '../../lib/shop/orders/matchLines';
import { openShop } from './openShop';

/** Reads orders by their keys; what was told of them stays as it is. */
export async function getByKey(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { client, account, data } = await openShop(context);
	const found: INodeExecutionData[] = [];
	for (const [index, item] of context.getInputData().entries()) {
		for (const key of readKeys(context, index)) {
			requireRunning(context);
			try {
				const order = await client.getOrder(key);
				const { items } = data.ledger;
				const matched = await matchLines([order], { account, items, client, isNew: () => true });
				const note = undefined;
				found.push(...makeOrderItems(order, matched.get(key) ?? [], { account, note, index }));
			} catch (error) {
				found.push(failedItem(context, item, index, error));
			}
		}
	}
	return [found];
}

function readKeys(context: IExecuteFunctions, index: number): string[] {
	const keys = String(context.getNodeParameter('orderKeys', index) ?? '')
		.split(/[\s,、]+/)
		.filter((key) => key !== '');
	if (keys.length > 0) return keys;
	throw new Error('注文の番号がありません。Order Keys に、BASEの注文の番号を入れてください。');
}
