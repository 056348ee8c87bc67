import { NodeOperationError, type INodeExecutionData } from 'n8n-workflow';
import { newItem } from '../../../lib/n8n/items/items';
import type { ShopData } from '../../../lib/shop/shopData';
import type { Work } from '../items';

/** Notes that a table shows what Read Table Changes put out, so that it is not put out again. */
export async function markTable(
	{ context }: Work,
	data: ShopData,
): Promise<INodeExecutionData[][]> {
	const table = context.getNodeParameter('table', 0) as string;
	const batch = String(context.getNodeParameter('batch', 0, '') ?? '').trim();
	if (batch === '') {
		throw new NodeOperationError(
			context.getNode(),
			'Batch が空です。Read Table Changes の出力「Mark」をつないでください。',
		);
	}
	return [[newItem({ table, written: await data.ledger.tables.mark(table, batch) })]];
}
