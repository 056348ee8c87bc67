import type { INodeExecutionData } from 'n8n-workflow';
import type { Listing } from '../../listing/listing';
import { readPart } from './items';

/** Returns the listing of an item, with its row if the item is about a single one. */
export function readListing(item: INodeExecutionData): Listing | undefined {
	const listing = readPart(item, 'listing');
	if (!listing) return undefined;
	const variation = readPart(item, 'variation');
	const isRow = typeof variation?.variation_id === 'number';
	// A listing made by hand seldom names its rows; none of them can be edited then.
	return { ...listing, variations: listing.variations ?? [], ...(isRow ? { variation } : {}) };
}
