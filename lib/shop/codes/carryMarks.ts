import type { Cache } from '../../cache/cache';
import { readShopMemory } from '../../changes/guards/guard';
import { mapListing } from '../../listing/codes/mapListing';
import type { Listing } from '../../listing/listing';
import { hideMarks, type ShopMemory } from '../../listing/memory';
import { shopPatch } from '../../listing/rowMemory';

/** A hidden item whose code the owner changed. */
interface Recoded {
	before: Listing;
	after: Listing;
	oldAsin: string;
	asin: string;
}

/**
 * Carries over to the new product who hid an item, where the owner changed the code of a hidden one. What is
 * remembered of an item lies with its product: without this the item would look like one that the owner hid, and
 * stay hidden for good. The price of the old product is not carried over.
 * @param before the items as they were known
 * @param after the items as they are now
 * @param pattern the shop's own form of a code
 */
export async function carryMarks(
	before: readonly Listing[],
	after: readonly Listing[],
	pattern: RegExp | undefined,
	cache: Cache,
): Promise<void> {
	const recoded = findRecoded(before, after, pattern);
	if (recoded.length === 0) return;
	const documents = await cache.read(recoded.flatMap(({ oldAsin, asin }) => [oldAsin, asin]));
	const memoryOf = (asin: string, listing: Listing): ShopMemory =>
		readShopMemory(documents.get(asin) ?? null, listing);
	const writes = recoded.flatMap((item) => {
		const marks = readMarks(memoryOf(item.oldAsin, item.before));
		const isKnown = hasMark(memoryOf(item.asin, item.after));
		if (!hasMark(marks) || isKnown) return [];
		return [{ asin: item.asin, set: { shop: shopPatch(item.after, marks) } }];
	});
	for (const outcome of await cache.write(writes)) if (!outcome.ok) throw outcome.error;
}

function findRecoded(
	before: readonly Listing[],
	after: readonly Listing[],
	pattern: RegExp | undefined,
): Recoded[] {
	const known = new Map(before.map((listing) => [listing.item_id, listing]));
	return after.flatMap((listing) => {
		const was = known.get(listing.item_id);
		if (listing.visible || !was || was.identifier === listing.identifier) return [];
		const [old, now] = [was, listing].map((each) => mapListing(each, pattern));
		// Rows that are products of their own have no mark of the item's alone.
		if (old?.kind !== 'whole' || now?.kind !== 'whole' || old.asin === now.asin) return [];
		return [{ before: was, after: listing, oldAsin: old.asin, asin: now.asin }];
	});
}

const hasMark = (memory: Partial<ShopMemory>): boolean => hideMarks.some((mark) => memory[mark]);

/** Returns who hid the item, and the shop's stamp of our last edit. */
export const readMarks = (memory: ShopMemory): Partial<ShopMemory> =>
	Object.fromEntries(
		[...hideMarks, 'own_modified' as const].flatMap((name) =>
			memory[name] ? [[name, memory[name]]] : [],
		),
	);
