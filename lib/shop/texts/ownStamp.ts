import { readShopMemory } from '../../changes/guards/guard';
import { ShopError } from '../errors';
import { tryToRemember, type ClosedItem, type MemoryPorts } from '../gate/records/neverEditable';
import type { ShopBudget, ShopReader } from '../ports';

/**
 * Keeps the stamp by which the gate tells whether somebody changed a hidden item: texts of ours move it too. The
 * new stamp is ours unless the old one was not.
 * @param before the shop's stamp just before the texts
 */
export async function keepStampOurs(
	item: ClosedItem,
	before: string | null,
	{ client, budget }: { client: Pick<ShopReader, 'getItem'>; budget: Pick<ShopBudget, 'take'> },
	ports: MemoryPorts,
): Promise<void> {
	const { listing, asin } = item;
	const document = asin === '' ? null : (await ports.data.cache.read([asin])).get(asin);
	const { own_modified: own } = readShopMemory(document ?? null, listing);
	if (listing.visible || !own || own !== before) return;
	if (!(await budget.take(1, 'adds_risk'))) return;
	try {
		const { modified } = await client.getItem(listing.item_id);
		await tryToRemember(item, { own_modified: modified }, ports);
	} catch (error) {
		if (!(error instanceof ShopError)) throw error;
		// The texts are in the shop all the same; a show of the item will be asked about.
		ports.warn(`${asin} was not read after its texts`, error);
	}
}
