import type { INodeExecutionData } from 'n8n-workflow';
import { requireRunning } from '../../../lib/n8n/cancel';
import { getClock } from '../../../lib/n8n/clock';
import { newItem } from '../../../lib/n8n/items/items';
import { makeBackup } from '../../../lib/shop/backup/backup';
import type { ShopData } from '../../../lib/shop/shopData';
import type { Work } from '../items';

/**
 * Returns one item with the file: everything that can't be fetched again, for every shop in this store.
 */
export async function backUp(
	{ context, items }: Work,
	data: ShopData,
): Promise<INodeExecutionData[][]> {
	const madeAt = getClock().timestamp();
	const backup = await makeBackup(data, madeAt, () => requireRunning(context));
	const file = Buffer.from(JSON.stringify(backup), 'utf8');
	const item = newItem({
		made_at: madeAt,
		place: data.cache.place,
		shops_with_rules: Object.keys(backup.ledger.records.rules ?? {}).length,
		runs: Object.keys(backup.ledger.journals).length,
		products: Object.keys(backup.memory).length,
		bytes: file.length,
	});
	item.pairedItem = items.map((_, index) => ({ item: index }));
	const name = `amazon-base-sync-${madeAt.slice(0, 10)}.json`;
	item.binary = {
		backup: await context.helpers.prepareBinaryData(file, name, 'application/json'),
	};
	return [[item]];
}
