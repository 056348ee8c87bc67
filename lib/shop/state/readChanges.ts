import type { JournalEntry } from '../../ledger/journal';
import type { Ledger } from '../../ledger/ledger';
import { mayStand } from '../jobs/itemsOfRun';

/** One edit of an item of the shop. */
export interface MadeChange {
	/** ISO 8601 with offset. */
	at: string;
	run: string;
	item_id: number;
	asin: string;
	/** Empty if the shop's last list does not have the item. */
	title: string;
	field_edits: JournalEntry['field_edits'];
	/** The decision's steps, in the owner's language. */
	why: string[];
}

export interface MadeChanges {
	/** Newest first. */
	changes: MadeChange[];
	/** By kind; an item that was edited twice counts twice. */
	counts: Record<'hidden' | 'shown' | 'raised' | 'cut' | 'restocked', number>;
}

/** Reads the edits of an account that may be in the shop and were sent after `sinceMs` (milliseconds since 1970). */
export async function readChanges(
	account: string,
	sinceMs: number,
	{ journal, items }: Pick<Ledger, 'journal' | 'items'>,
): Promise<MadeChanges> {
	const sent = await journal.since(account, sinceMs);
	// A new item has no number before its answer: it is in the list of what was registered.
	const entries = sent.filter((entry) => entry.item_id !== 0 && mayStand(entry));
	const shop = entries.length === 0 ? null : await items.read(account);
	const titles = new Map(shop?.listings.map(({ item_id, title }) => [item_id, title]));
	const changes = entries
		.map(({ at, run, item_id, asin, field_edits, why }): MadeChange => ({
			...{ at, run, item_id, asin, field_edits },
			title: titles.get(item_id) ?? '',
			why: Array.isArray(why) ? why.map(String) : [],
		}))
		.sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
	return { changes, counts: countKinds(changes) };
}

function countKinds(changes: readonly MadeChange[]): MadeChanges['counts'] {
	const counts = { hidden: 0, shown: 0, raised: 0, cut: 0, restocked: 0 };
	for (const { visible, price, ...stocks } of changes.map(({ field_edits }) => field_edits)) {
		if (visible) counts[visible.to ? 'shown' : 'hidden']++;
		if (price) counts[Number(price.to) > Number(price.from) ? 'raised' : 'cut']++;
		// A code of digits alone is no stock.
		const isStock = ({ to }: { to: unknown }) => typeof to === 'number' && to > 0;
		if (Object.values(stocks).some(isStock)) counts.restocked++;
	}
	return counts;
}
