import { AccountRefusedError, ShopError, ItemGoneError, QuotaExceededError } from '../errors';
import type { JournalEntry } from '../../ledger/journal';
import type { Listing } from '../../listing/listing';
import type { Urgency } from '../ports';
import type { Job, JobResult, JobShop } from './job';

export interface WrittenItem {
	entry: JournalEntry;
	/** The item as the shop shows it now; if it could not be read, the little that is known of it. */
	listing: Listing;
	/** Why it could not be read; null if it could. */
	trouble: JobResult | null;
}

/**
 * Returns what was written to a shop, the latest first. Edits that BASE refused are left out; edits whose answer
 * was lost may have been carried out.
 */
export const findLastFirst = (entries: readonly JournalEntry[], account: string): JournalEntry[] =>
	entries
		.filter((entry) => entry.account === account && mayStand(entry))
		.reverse()
		.flatMap(withItemId);

/** Reads the items of edits as the shop shows them now, one by one. */
export async function* itemsOfRun(
	entries: readonly JournalEntry[],
	shop: JobShop,
	job: Job,
): AsyncIterable<WrittenItem> {
	for (const entry of entries) {
		let listing: Listing | null = null;
		const outcome = await job.attempt({}, async () => {
			if (!(await shop.budget.take(1, findUrgency(entry)))) {
				return deferred('BASEの呼び出し回数の残りがないため、後でもう一度実行してください');
			}
			try {
				const { variation } = entry;
				const shown = await shop.client.getItem(entry.item_id);
				listing = variation ? { ...shown, variation } : shown;
			} catch (error) {
				if (error instanceof QuotaExceededError) await shop.budget.exhausted(error.window);
				if (error instanceof AccountRefusedError || !(error instanceof ShopError)) throw error;
				if (!(error instanceof ItemGoneError)) return failed(error.message);
				const gone = `管理画面で削除された商品です (${error.code})`;
				return { action: 'none', edits: {}, error: gone };
			}
			return { action: 'none', edits: {}, error: null };
		});
		if (listing) yield { entry, listing, trouble: null };
		else yield { entry, listing: unseen(entry, shop.account), trouble: outcome };
	}
}

/** Putting back a price that was cut, or an item that was shown, does not wait for the next hour. */
const findUrgency = ({ field_edits: { price, visible } }: JournalEntry): Urgency =>
	Number(price?.to) < Number(price?.from) || visible?.to === true ? 'lowers_risk' : 'adds_risk';

/**
 * True if the edit may be in the shop. A refused edit changed nothing, but a new item may exist
 * although its last step failed.
 */
export const mayStand = ({ item_id, answer }: JournalEntry): boolean =>
	item_id === 0 || (answer?.outcome !== 'failed' && answer?.outcome !== 'stopped');

/** The number of a new item is only in the answer; without an answer there is nothing to read. */
function withItemId(entry: JournalEntry): JournalEntry[] {
	const item_id = findItemId(entry);
	return item_id === null ? [] : [{ ...entry, item_id }];
}

/** Returns the number of the item that an entry is about; null if nobody knows it. */
export function findItemId(entry: JournalEntry): number | null {
	if (entry.item_id !== 0) return entry.item_id;
	const { item_id } = (entry.answer?.detail ?? {}) as { item_id?: unknown };
	return typeof item_id === 'number' ? item_id : null;
}

const deferred = (error: string): JobResult => ({ action: 'deferred', edits: {}, error });
const failed = (error: string): JobResult => ({ action: 'failed', edits: {}, error });

const unseen = (entry: JournalEntry, account: string): Listing => ({
	account,
	item_id: entry.item_id,
	title: '',
	price: 0,
	visible: false,
	stock: 0,
	identifier: '',
	variation_count: 0,
	variations: [],
	modified: null,
	read_at: entry.at,
});
