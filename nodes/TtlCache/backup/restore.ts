import type { INodeExecutionData } from 'n8n-workflow';
import { requireRunning } from '../../../lib/n8n/cancel';
import { newItem } from '../../../lib/n8n/items/items';
import { parseBackup } from '../../../lib/shop/backup/backup';
import { restoreBackup } from '../../../lib/shop/backup/restore';
import type { ShopData } from '../../../lib/shop/shopData';
import type { Work } from '../items';

const SHOWN = 100;

/** Adds the content of a backup's file that this store does not hold yet. */
export async function restore(
	{ context, items }: Work,
	data: ShopData,
): Promise<INodeExecutionData[][]> {
	const field = String(context.getNodeParameter('backupField', 0, 'backup')).trim();
	const isDryRun = context.getNodeParameter('restoreDryRun', 0, true) !== false;
	if (!items[0]?.binary?.[field]) {
		throw new Error(
			`項目「${field}」にファイルがありません。バックアップのファイルを読むノード (Read Files From Disk など) の後に、このノードを置いてください。`,
		);
	}
	const file = await context.helpers.getBinaryDataBuffer(0, field);
	const backup = parseBackup(file.toString('utf8'));
	const { ledger, memory, refused } = await restoreBackup(data, backup, {
		isDryRun,
		onChunk: () => requireRunning(context),
	});
	const item = newItem({
		dry_run: isDryRun,
		made_at: backup.made_at,
		place: data.cache.place,
		records_added: ledger.added,
		records_kept: ledger.kept,
		products_added: memory.added,
		products_kept: memory.kept,
		refused: refused.length,
		refused_examples: refused.slice(0, SHOWN),
	});
	return [[item]];
}
