import type { INodeExecutionData } from 'n8n-workflow';
import type { ShopData } from '../../shop/shopData';
import { mapListings } from './mapListings';

/**
 * Returns the items of a shop that have an ASIN, as the last whole list and each answer since show them, from the
 * store alone. @returns null if its list was never read
 */
export async function readShopItems(
	account: string,
	{ ledger }: Pick<ShopData, 'ledger'>,
): Promise<INodeExecutionData[] | null> {
	const shop = await ledger.items.read(account);
	if (shop === null) return null;
	const pattern = shop.pattern === null ? undefined : new RegExp(shop.pattern);
	return mapListings(shop.listings, pattern).mapped;
}
