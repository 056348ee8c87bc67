import type { IExecuteFunctions } from 'n8n-workflow';
import type { ShopData } from '../../lib/shop/shopData';
import type { Listing } from '../../lib/listing/listing';
import type { ShopMemory } from '../../lib/listing/memory';
import { clockOf } from '../../lib/n8n/clock';
import { messageOf } from '../../lib/n8n/errors';
import { logWarning } from '../../lib/n8n/log';
import { rememberListing } from '../../lib/shop/edits/rememberListing';

/** The item and the listing as it was read before BASE answered. */
export interface ClosedItem {
	asin: string;
	listing: Listing;
}

/** Keeps later runs from sending anything to the item while the owner leaves it as it is. */
export async function noteNeverEditable(
	context: IExecuteFunctions,
	data: ShopData,
	item: ClosedItem,
	reason: string,
): Promise<void> {
	const at = clockOf(context).timestamp();
	const { modified } = item.listing;
	const never_editable = { reason, modified, at };
	await remember(context, data, item, { never_editable, unsent_since: null });
}

/** BASE took an edit: the item has become one of another kind. */
export async function forgetNeverEditable(
	context: IExecuteFunctions,
	data: ShopData,
	item: ClosedItem,
): Promise<void> {
	await remember(context, data, item, { never_editable: null });
}

/** What can't be noted costs one more call in the next run, and must not cost this one its end. */
async function remember(
	context: IExecuteFunctions,
	data: ShopData,
	{ asin, listing }: ClosedItem,
	memory: Partial<ShopMemory>,
): Promise<void> {
	try {
		await rememberListing(data, asin, listing, memory);
	} catch (error) {
		logWarning(context, `BASE Update: ${asin} could not be noted: ${messageOf(error)}`);
	}
}
