import type { INodeExecutionData } from 'n8n-workflow';
import { requireRunning } from '../../../lib/n8n/cancel';
import { newItem } from '../../../lib/n8n/items/items';
import { findEditChanges } from '../../../lib/report/tables/editChanges';
import { findProductChanges } from '../../../lib/report/tables/productChanges';
import { findRunChanges } from '../../../lib/report/tables/runChanges';
import type { TableChanges, TableName } from '../../../lib/report/tables/tableChanges';
import type { ShopData } from '../../../lib/shop/shopData';
import type { Work } from '../items';

type Find = (work: Work, data: ShopData, isEmpty: boolean) => Promise<TableChanges>;

const finders: Record<TableName, Find> = {
	products: async ({ context, now }, data, isEmpty) =>
		await findProductChanges({ data, now, onChunk: () => requireRunning(context) }, isEmpty),
	edits: async ({ now }, { ledger }, isEmpty) => await findEditChanges({ ledger, now }, isEmpty),
	sync_runs: async ({ now }, { ledger }, isEmpty) => await findRunChanges({ ledger, now }, isEmpty),
};

/**
 * Puts out the rows of a table that changed since it was last marked as written: rows to clear, to delete, to
 * insert and to update, and one item to mark at the end.
 */
export async function readTable(work: Work, data: ShopData): Promise<INodeExecutionData[][]> {
	const table = work.context.getNodeParameter('table', 0) as TableName;
	const isEmpty = work.context.getNodeParameter('isEmpty', 0, false) === true;
	const changes = await finders[table](work, data, isEmpty);
	const { clearFrom, deletes, inserts, updates, batch } = changes;
	const rows = deletes.length + inserts.length + updates.length;
	return [
		clearFrom === null ? [] : [newItem({ from: clearFrom })],
		deletes.map((row) => newItem(row)),
		inserts.map((row) => newItem(row)),
		updates.map((row) => newItem(row)),
		batch === null ? [] : [newItem({ table, batch, rows })],
	];
}
