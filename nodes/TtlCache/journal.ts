import { NodeOperationError } from 'n8n-workflow';
import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { ShopData } from '../../lib/shop/shopData';
import { newItem } from '../../lib/n8n/items/items';
import { makeEditRows } from '../../lib/report/tables/editRows';
import type { Work } from './items';

export const journalProperties: INodeProperties[] = [
	{
		displayName: 'Run',
		name: 'journalRun',
		type: 'string',
		default: '={{ $json.run.id }}',
		required: true,
		placeholder: '20261124-2100-7f3a',
		displayOptions: { show: { operation: ['journal'] } },
		description: '実行の番号。前のノードが run を渡すときはこのままで構いません。',
	},
];

/** Returns one row for each field that the runs wrote, in the order of writing; none if they wrote none. */
export async function journal(work: Work, data: ShopData): Promise<INodeExecutionData[][]> {
	const given = work.items.map((_, index) =>
		String(work.context.getNodeParameter('journalRun', index, '') ?? '').trim(),
	);
	const runs = new Set(given.filter((run) => run !== ''));
	if (runs.size === 0) {
		throw new NodeOperationError(
			work.context.getNode(),
			'Run が空です。実行の番号を入れてください。',
		);
	}
	const rows: INodeExecutionData[] = [];
	for (const run of runs) {
		const entries = await data.ledger.journal.ofRun(run);
		rows.push(...entries.flatMap(makeEditRows).map((row) => newItem(row)));
	}
	return [rows];
}
