import type { Listing } from '../../listing/listing';
import type { ShopMemory } from '../../listing/memory';
import type { ShopData } from '../shopData';
import { rememberListing } from './rememberListing';

/** The item and the listing as it was read before BASE answered. */
export interface ClosedItem {
	asin: string;
	listing: Listing;
}

export interface MemoryPorts {
	data: ShopData;
	/** The present time as ISO 8601 with offset. */
	timestamp: () => string;
	/** Tells of what failed and costs no more than this note. */
	warn: (what: string, error: unknown) => void;
}

/** Keeps later runs from sending anything to the item while the owner leaves it as it is. */
export async function noteNeverEditable(
	item: ClosedItem,
	reason: string,
	ports: MemoryPorts,
): Promise<void> {
	// A listing made by hand has no such field.
	const modified = item.listing.modified ?? null;
	const never_editable = { reason, modified, at: ports.timestamp() };
	await tryToRemember(item, { never_editable, unsent_since: null }, ports);
}

/** BASE took an edit: the item has become one of another kind. */
export async function forgetNeverEditable(item: ClosedItem, ports: MemoryPorts): Promise<void> {
	await tryToRemember(item, { never_editable: null }, ports);
}

/** What can't be noted costs one more call in the next run, and must not cost this one its end. */
export async function tryToRemember(
	{ asin, listing }: ClosedItem,
	memory: Partial<ShopMemory>,
	{ data, warn }: MemoryPorts,
): Promise<void> {
	try {
		await rememberListing(data, asin, listing, memory);
	} catch (error) {
		warn(`${asin} could not be noted`, error);
	}
}
