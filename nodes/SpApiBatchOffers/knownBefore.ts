import type { CacheDocument } from '../../lib/cache/document';
import { wasConfirmed } from '../../lib/changes/guards/guards';
import type { Listing } from '../../lib/listing/listing';
import type { AsinItem } from '../../lib/n8n/parameters/asinParameter';
import { readPart } from '../../lib/n8n/items/items';
import { readListing } from '../../lib/n8n/items/readListing';
import type { KnownBefore } from '../../lib/spApi/offers/proof';

/**
 * Collects the items' knowledge of their ASINs before Amazon is asked. Without a listing the cache tells
 * whether it was on sale. The older tools' data was never confirmed.
 */
export function knownBefore(items: readonly AsinItem[]): (asin: string) => KnownBefore {
	const byAsin = Map.groupBy(items, ({ asin }) => asin);
	return (asin) => {
		const all = byAsin.get(asin) ?? [];
		const cached = all.map(({ item }) => readPart(item, 'cached'));
		return {
			isOnSale: all.some(({ item }, index) => isOnSale(readListing(item), cached[index])),
			wasConfirmed: cached.some((document) => document && wasConfirmed(document)),
			contradictedSince:
				cached.find((document) => document?.contradicted_since)?.contradicted_since ?? null,
		};
	};
}

function isOnSale(listing: Listing | undefined, cached: CacheDocument | undefined): boolean {
	if (!listing) return cached?.in_stock === true;
	return listing.visible && (!listing.variation || listing.variation.stock > 0);
}
