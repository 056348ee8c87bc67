import type { Ledger } from '../../ledger/ledger';

/** Returns the titles of a shop's items by their number, as last listed; null if its list was never read. */
export async function readTitles(
	{ items }: Pick<Ledger, 'items'>,
	account: string,
): Promise<Map<string, string> | null> {
	const shop = await items.read(account);
	return shop && new Map(shop.listings.map(({ item_id, title }) => [String(item_id), title]));
}
