import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { ShopData } from '../../lib/shop/shopData';
import type { JournalEntry } from '../../lib/ledger/journal';
import { newItem } from '../../lib/n8n/items/items';
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
		rows.push(...entries.flatMap(makeRows).map((row) => newItem(row)));
	}
	return [rows];
}

function makeRows(entry: JournalEntry): IDataObject[] {
	const { at, run, account, item_id, asin, field_edits, answer, why } = entry;
	return Object.entries(field_edits).map(([field, { from, to }]) => ({
		at,
		run,
		account,
		item_id,
		asin,
		field,
		old: said(from),
		new: said(to),
		// No answer was recorded: the run crashed in between, and the edit may have been sent.
		outcome: answer?.outcome ?? 'unknown',
		why: Array.isArray(why) ? why.join(' / ') : '',
	}));
}

/** A table's column has one type, so all values become texts. */
const said = (value: unknown): string =>
	value === null || value === undefined ? '' : String(value as string | number | boolean);
