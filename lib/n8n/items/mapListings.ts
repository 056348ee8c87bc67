import type { INodeExecutionData } from 'n8n-workflow';
import { mapListing } from '../../listing/codes/mapListing';
import type { Listing } from '../../listing/listing';
import { describeUnreadable, type UnreadableItem } from '../../listing/unreadable';
import { newItem } from './items';

/**
 * Returns an item for each ASIN of a listing (one per row if the rows differ), and one for each listing
 * whose code names no ASIN.
 * @param pattern the shop's own form of a code
 */
export function mapListings(listings: readonly Listing[], pattern: RegExp | undefined) {
	const mapped: INodeExecutionData[] = [];
	const unmapped: INodeExecutionData[] = [];
	for (const listing of listings) {
		const map = mapListing(listing, pattern);
		if (map.kind === 'whole') {
			const { asin, doubt } = map;
			mapped.push(newItem({ asin, ...(doubt ? { unrecognised: doubt } : {}), listing }));
		} else if (map.kind === 'rows') {
			for (const { asin, variation } of map.rows)
				mapped.push(newItem({ asin, listing, variation }));
		} else unmapped.push(newItem({ asin: null, unmapped: map.reason, listing }));
	}
	return { mapped, unmapped };
}

/** Makes the item for one of the shop's that can't be read. */
export const makeUnreadableItem = (item: UnreadableItem): INodeExecutionData =>
	newItem({ asin: null, unmapped: describeUnreadable(item), unreadable: item });
