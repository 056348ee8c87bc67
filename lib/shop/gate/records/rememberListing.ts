import type { ShopData } from '../../shopData';
import { isAsin } from '../../../listing/codes/asin';
import type { Listing } from '../../../listing/listing';
import type { ShopMemory } from '../../../listing/memory';
import { shopPatch, siblingPatch } from '../../../listing/rowMemory';
import { writeDocument } from '../../documents';

/** The ASINs of the other rows, without the row's own; empty for an item as a whole. */
const siblingAsins = (asin: string, { variation }: Listing): string[] => [
	...new Set((variation?.siblings ?? []).map((row) => row.asin).filter((each) => each !== asin)),
];

/**
 * Keeps what the sync did to a listing in the document of its ASIN. For a row, the documents of the
 * item's other rows learn who hid the item, because the first row to come back may show it again.
 */
export async function rememberListing(
	data: ShopData,
	asin: string,
	listing: Listing,
	memory: Partial<ShopMemory>,
): Promise<void> {
	// An item without a known ASIN has no document; the journal alone remembers it.
	if (!isAsin(asin)) return;
	await writeDocument(data, asin, { shop: shopPatch(listing, memory) });
	const marks = siblingPatch(listing, memory);
	if (!listing.variation || Object.keys(marks).length === 0) return;
	for (const sibling of siblingAsins(asin, listing)) {
		await writeDocument(data, sibling, { shop: marks });
	}
}
