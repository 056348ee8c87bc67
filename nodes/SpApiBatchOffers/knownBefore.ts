import type { INodeExecutionData } from 'n8n-workflow';
import type { CacheDocument } from '../../lib/cache/document';
import { addsRisk, type AffectedItem, type CutRules } from '../../lib/changes/addsRisk';
import { wasConfirmed } from '../../lib/changes/guards/current';
import type { Listing } from '../../lib/listing/listing';
import type { AsinItem } from '../../lib/n8n/parameters/asinParameter';
import { readPart } from '../../lib/n8n/items/items';
import { readListing } from '../../lib/n8n/items/readListing';
import { readOverride } from '../../lib/n8n/parameters/rules/readOverride';
import type { KnownBefore } from '../../lib/spApi/offers/proof';

/**
 * Collects the items' knowledge of their ASINs before Amazon is asked. Without a listing the cache tells
 * whether it was on sale. The older tools' data was never confirmed.
 * @param cutRules null if the node does not follow the shop's rule book
 */
export function knownBefore(
	items: readonly AsinItem[],
	cutRules: CutRules | null,
): (asin: string) => KnownBefore {
	const byAsin = Map.groupBy(items, ({ asin }) => asin);
	return (asin) => {
		const all = byAsin.get(asin) ?? [];
		const cached = all.map(({ item }) => readPart(item, 'cached'));
		return {
			isOnSale: all.some(({ item }, index) => isOnSale(readListing(item), cached[index])),
			wasConfirmed: cached.some((document) => document && wasConfirmed(document)),
			contradictedSince:
				cached.find((document) => document?.contradicted_since)?.contradicted_since ?? null,
			addsRisk: (offer) => all.some(({ item }) => addsRisk(offer, readAffected(item), cutRules)),
		};
	};
}

const readAffected = (item: INodeExecutionData): AffectedItem => ({
	listing: readListing(item) ?? null,
	cached: readPart(item, 'cached') ?? null,
	override: readOverrideIfReadable(item),
});

/** Beside an unreadable cell Detect Changes only lowers the risk, so nothing else follows from an offer. */
function readOverrideIfReadable(item: INodeExecutionData): AffectedItem['override'] {
	const { override, ownProblem } = readOverride(item);
	return ownProblem === null ? override : { neverTouch: true };
}

function isOnSale(listing: Listing | undefined, cached: CacheDocument | undefined): boolean {
	if (!listing) return cached?.in_stock === true;
	return listing.visible && (!listing.variation || listing.variation.stock > 0);
}
