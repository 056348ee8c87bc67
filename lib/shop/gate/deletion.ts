import type { Ledger } from '../../ledger/ledger';
import type { Listing } from '../../listing/listing';
import { AnswerLostError, ItemGoneError, RequestRefusedError, ShopStoppedError } from '../errors';
import type { ItemRemover, ShopReader } from '../ports';
import { outcomeOf } from '../texts/textRecords';
import { describeStop, findStop } from './stopped';

/** An item that the owner wants deleted, as they were shown it. */
export interface Deletion {
	account: string;
	/** The item as it was read a moment ago. */
	listing: Listing;
	asin: string;
	/** Number of the run, for the journal. */
	run: string;
	why: string[];
}

export interface DeletionPorts {
	client: ItemRemover & Pick<ShopReader, 'getItem'>;
	ledger: Pick<Ledger, 'pauses' | 'brakes' | 'journal'>;
	/** The present time as ISO 8601 with offset. */
	timestamp: () => string;
}

/**
 * Deletes a hidden item for good. This is the one way to delete what a shop sells: it is written down with its code
 * and title before it is sent, and what is on sale is never deleted.
 * @throws ShopStoppedError, and the shop's own errors
 */
export async function deleteItem(deletion: Deletion, ports: DeletionPorts): Promise<void> {
	const { account, listing, asin, run, why } = deletion;
	const { client, ledger, timestamp } = ports;
	if (listing.visible) {
		throw new RequestRefusedError('公開中の商品のため、削除しません', 'on_sale');
	}
	const { item_id, identifier, title } = listing;
	const id = await ledger.journal.intend({
		...{ run, account, item_id, asin, why, at: timestamp() },
		field_edits: { deleted: { from: `${identifier} ${title}`, to: null } },
	});
	const settle = async (outcome: 'applied' | ReturnType<typeof outcomeOf>, detail: string | null) =>
		await ledger.journal.answer(id, { outcome, detail, at: timestamp() });
	try {
		const stop = await findStop(ledger, account, { edits: null, writer: 'owner' });
		if (stop) throw new ShopStoppedError(describeStop(account, stop), 'stopped');
		await client.deleteItem(item_id).catch(async (error: unknown) => {
			// Nobody knows whether it was done: the item itself does.
			if (!(error instanceof AnswerLostError) || !(await isGone(item_id, client))) throw error;
		});
	} catch (error) {
		const detail = error instanceof Error ? error.message : String(error);
		await settle(outcomeOf(error, { isBegun: false }), detail);
		throw error;
	}
	await settle('applied', null);
}

async function isGone(itemId: number, client: Pick<ShopReader, 'getItem'>): Promise<boolean> {
	try {
		await client.getItem(itemId);
		return false;
	} catch (error) {
		return error instanceof ItemGoneError;
	}
}
