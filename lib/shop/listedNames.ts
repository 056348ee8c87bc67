import type { Ledger } from '../ledger/ledger';
import { nameOfItem, type ListedNames, type ListingRow } from '../listing/listing';

interface SeenItem {
	item_id: number | null;
	row?: Pick<ListingRow, 'variation_id'>;
	asin: string;
}

/**
 * Names all that a shop lists, by a run that took the whole of it. An item that could not be read for once, or whose
 * code names no product now, is in the shop all the same: what waits for its owner must not be forgotten.
 * @param items the run's; a row of theirs that is not among them is gone
 * @param workflow whose list is meant
 */
export async function findListedNames(
	items: readonly SeenItem[],
	{ account, workflow }: { account: string; workflow: string },
	{ items: shopItems, lists }: Pick<Ledger, 'items' | 'lists'>,
): Promise<ListedNames> {
	const names = new Set(
		items.map(({ item_id, row, asin }) => (item_id === null ? asin : nameOfItem(item_id, row))),
	);
	const seen = new Set(items.map(({ item_id }) => String(item_id)));
	const known = (await shopItems.read(account))?.listings ?? [];
	const others = new Set(known.map(({ item_id }) => String(item_id)));
	for (const id of await lists.unreadableIds(account, workflow)) others.add(id);
	const isOther = (id: string): boolean => others.has(id) && !seen.has(id);
	return { has: (name) => names.has(name) || isOther(name.split('/')[0]!) };
}
