import type { Listing } from '../../../listing/listing';
import type { ShopMemory } from '../../../listing/memory';
import type { ShopData } from '../../shopData';
import { rememberListing } from './rememberListing';

/** An item with its listing as it was read before BASE answered. */
export interface ClosedItem {
	asin: string;
	listing: Listing;
}

export interface MemoryPorts {
	data: ShopData;
	/** The present time as ISO 8601 with offset. */
	timestamp: () => string;
	/** Reports a failure that has no further consequence. */
	warn: (what: string, error: unknown) => void;
}

/** Keeps later runs from sending anything to the item until the owner changes it. */
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

/** Clears the refusal once BASE took an edit: the item has become another kind of item. */
export async function forgetNeverEditable(item: ClosedItem, ports: MemoryPorts): Promise<void> {
	await tryToRemember(item, { never_editable: null }, ports);
}

/** Tries to write the memory. A failure costs one more call in the next run, and must not end this one. */
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
