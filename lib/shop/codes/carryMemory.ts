import type { Cache } from '../../cache/cache';
import { readShopMemory } from '../../changes/guards/guard';
import type { Listing } from '../../listing/listing';
import type { ShopMemory } from '../../listing/memory';
import { readMarks } from './carryMarks';

/** The same with who hid the item, and the stamp by which a later change by hand shows. */
export async function carryMemory(
	oldAsin: string,
	listing: Listing,
	data: { cache: Cache },
): Promise<Partial<ShopMemory>> {
	const document = (await data.cache.read([oldAsin])).get(oldAsin) ?? null;
	const marks = listing.visible ? {} : readMarks(readShopMemory(document, listing));
	return { ...(await carryPrice(oldAsin, listing, data)), ...marks };
}

/**
 * Returns what tells the next sync whose the item's price is, where it gets another code: what is remembered of an
 * item lies with its product, and the product that it gets may remember a price of long before.
 * @param oldAsin the product that it sold until now
 * @returns nothing if no price of it was ever written
 */
export async function carryPrice(
	oldAsin: string,
	listing: Listing,
	{ cache }: { cache: Cache },
): Promise<Pick<ShopMemory, 'last_written' | 'open_price'>> {
	const document = (await cache.read([oldAsin])).get(oldAsin) ?? null;
	const { last_written, open_price = null } = readShopMemory(document, listing);
	return last_written ? { last_written, open_price } : {};
}
