import type { Cache } from '../../cache/cache';
import { readShopMemory } from '../../changes/guards/guard';
import type { Listing } from '../../listing/listing';
import type { ShopMemory } from '../../listing/memory';
import { readMarks } from './carryMarks';

/**
 * Returns what tells the next sync whose the item's price is, where it gets another code: what is remembered of an
 * item lies with its product, and the product that it gets may remember a price of long before.
 * @param oldAsin the product that it sold until now
 * @returns nothing if no price of it was ever written
 */
export const carryPrice = async (
	oldAsin: string,
	listing: Listing,
	data: { cache: Cache },
): Promise<Partial<ShopMemory>> => pickPrice(await readMemoryOf(oldAsin, listing, data));

/** The same with who hid the item, and the stamp by which a later change by hand shows. */
export async function carryMemory(
	oldAsin: string,
	listing: Listing,
	data: { cache: Cache },
): Promise<Partial<ShopMemory>> {
	const memory = await readMemoryOf(oldAsin, listing, data);
	return { ...pickPrice(memory), ...(listing.visible ? {} : readMarks(memory)) };
}

const pickPrice = ({ last_written, open_price = null }: ShopMemory): Partial<ShopMemory> =>
	last_written ? { last_written, open_price } : {};

const readMemoryOf = async (
	asin: string,
	listing: Listing,
	{ cache }: { cache: Cache },
): Promise<ShopMemory> => readShopMemory((await cache.read([asin])).get(asin) ?? null, listing);
