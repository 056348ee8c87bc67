import type { InfoChange } from '../../changes/basicInfo';
import { readShopMemory } from '../../changes/guards/guard';
import type { CachedFacts } from '../../changes/situation';
import { isOwnIdentifier } from '../../listing/codes/identifier';
import type { Listing } from '../../listing/listing';
import { findNeverEditable } from '../../listing/memory';
import type { ProductInfo, TextPlan } from './updateTexts';

/** The facts about an item and its product; any of them may be missing. */
export interface TextFacts {
	asin: string;
	listing: Listing | undefined;
	/** The cache's texts before this run. */
	before: (ProductInfo & CachedFacts) | undefined;
	now: ProductInfo | undefined;
	change: InfoChange | undefined;
}

export type PlannedTexts = TextPlan & { listing: Listing; asin: string };

/** Plans the texts that may follow Amazon's; null for an item whose texts must stay as they are. */
export function planTexts({ asin, listing, before, now, change }: TextFacts): PlannedTexts | null {
	if (!listing || !now || !before || !change || change.drift !== null) return null;
	// One title can't follow several products.
	if (listing.variation) return null;
	// Never fetched before, so nobody knows where the shop's texts came from.
	if (before.title_ja === undefined) return null;
	if (findNeverEditable(readShopMemory(before, listing), listing) !== null) return null;
	const isOwn = isOwnIdentifier(listing.identifier);
	return { itemId: listing.item_id, before, now, listing, isOwn, asin };
}
