import { listingKey, rowKey, type ListingIdentity } from './listing';
import { hideMarks, type ShopMemory } from './memory';

/**
 * The memory of a listing in the documents of its ASINs. BASE shows or hides an item with all of its
 * rows, so the item remembers who hid it, and each row remembers everything else.
 */

/** The fields that are the same for all rows: who hid the item, and its last edit of ours. */
const itemFields: ReadonlySet<string> = new Set<keyof ShopMemory>([
	...hideMarks,
	'own_modified',
	'cleared',
]);

type Shop = Record<string, Partial<ShopMemory>>;

const isMark = (field: string): boolean => itemFields.has(field);

/** The memory of a listing, or of the row that it is about. */
export function readMemory(
	shop: Record<string, ShopMemory> | undefined,
	listing: ListingIdentity,
): ShopMemory {
	const ofItem = shop?.[listingKey(listing)] ?? {};
	return listing.variation ? { ...shop?.[rowKey(listing)], ...marksIn(ofItem) } : ofItem;
}

/** The same memory as a write to the document of the row's own ASIN. */
export function shopPatch(listing: ListingIdentity, memory: Partial<ShopMemory>): Shop {
	if (!listing.variation) return { [listingKey(listing)]: memory };
	const own = Object.fromEntries(Object.entries(memory).filter(([field]) => !isMark(field)));
	return {
		...(Object.keys(own).length > 0 ? { [rowKey(listing)]: own } : {}),
		...siblingPatch(listing, memory),
	};
}

/** The part that the documents of the other rows' ASINs must know too; empty if there is none. */
export function siblingPatch(listing: ListingIdentity, memory: Partial<ShopMemory>): Shop {
	const marks = marksIn(memory);
	return Object.keys(marks).length > 0 ? { [listingKey(listing)]: marks } : {};
}

const marksIn = (memory: Partial<ShopMemory>): Partial<ShopMemory> =>
	Object.fromEntries(Object.entries(memory).filter(([field]) => isMark(field)));
