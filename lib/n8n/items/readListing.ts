import type { INodeExecutionData } from 'n8n-workflow';
import type { Listing } from '../../listing/listing';
import { readPart } from './items';

/** The listing of an item, with the row that the item is about where it is about one alone. */
export function readListing(item: INodeExecutionData): Listing | undefined {
	const listing = readPart(item, 'listing');
	if (!listing) return undefined;
	const variation = readPart(item, 'variation');
	const isRow = typeof variation?.variation_id === 'number';
	// A listing made by hand names its rows seldom: then none can be edited.
	return { ...listing, variations: listing.variations ?? [], ...(isRow ? { variation } : {}) };
}
