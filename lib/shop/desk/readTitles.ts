import type { Ledger } from '../../ledger/ledger';

/** A shop's items as its last list showed them. */
export interface ListedTitles {
	/** Titles by item. */
	titles: Map<string, string>;
	/** When the list was read as a whole, ISO 8601 with offset. */
	readAt: string;
}

/** Returns the titles of a shop's items with the time of their list; null if that was never read. */
export async function readListed(
	{ items }: Pick<Ledger, 'items'>,
	account: string,
): Promise<ListedTitles | null> {
	const shop = await items.read(account);
	if (!shop) return null;
	const titles = new Map(shop.listings.map(({ item_id, title }) => [String(item_id), title]));
	return { titles, readAt: shop.read_at };
}

/** Returns the titles of a shop's items by their number, as last listed; null if its list was never read. */
export const readTitles = async (
	ledger: Pick<Ledger, 'items'>,
	account: string,
): Promise<Map<string, string> | null> => (await readListed(ledger, account))?.titles ?? null;
