import type { JournalEntry } from '../../ledger/journal';
import type { Ledger } from '../../ledger/ledger';
import type { RunRecord } from '../../ledger/runs/runRecords';
import { mayStand } from '../jobs/itemsOfRun';
import { planRevert } from '../jobs/planRevert';

const CHUNK = 200;

/** A part of the list of runs. */
export interface RunList {
	/** Newest first. */
	records: RunRecord[];
	/** Number of the run after which the list goes on; null = it ends here. */
	next: string | null;
}

/**
 * Reads the runs of a shop, newest first.
 * @param before number of a run: the list begins with the one before it; empty = with the newest
 */
export async function readRuns(
	account: string,
	{ before, most }: { before: string; most: number },
	{ history }: Pick<Ledger, 'history'>,
): Promise<RunList> {
	const ids = (await history.ids()).filter((id) => before === '' || id < before).reverse();
	const records: RunRecord[] = [];
	// A shop has some fifty runs a day, and a store has many shops: only what is shown is read.
	for (let from = 0; from < ids.length && records.length <= most; from += CHUNK) {
		const read = await history.read(ids.slice(from, from + CHUNK));
		records.push(...read.filter((record) => record.account === account));
	}
	const shown = records.slice(0, most);
	// The number of a run names its minute only.
	const newest = shown.toSorted(
		(one, other) => Date.parse(other.started_at) - Date.parse(one.started_at),
	);
	return { records: newest, next: records.length > most ? (shown.at(-1)?.id ?? null) : null };
}

/** One edit of a run, with the title of its item. */
export interface RunEdit extends JournalEntry {
	/** Empty if the shop's last list does not have the item. */
	title: string;
}

export interface RunDetails {
	record: RunRecord;
	/** In the order in which they were sent. */
	edits: RunEdit[];
	/** By the shop's last list: edits that an undo would put back, and those that have changed since. */
	undo: { back: number; left: number };
}

/** Reads a run of a shop with all its edits; null if the shop has no such run. */
export async function readRunDetails(
	account: string,
	id: string,
	ledger: Pick<Ledger, 'history' | 'journal' | 'items'>,
): Promise<RunDetails | null> {
	const record = await ledger.history.get(id);
	if (record?.account !== account) return null;
	const entries = (await ledger.journal.ofRun(id)).filter((entry) => entry.account === account);
	const shop = entries.length > 0 ? await ledger.items.read(account) : null;
	const listings = new Map(shop?.listings.map((listing) => [listing.item_id, listing]));
	const undo = { back: 0, left: 0 };
	for (const { item_id, field_edits, variation } of entries.filter(mayStand)) {
		const listing = listings.get(item_id);
		const shown = listing && (variation ? { ...listing, variation } : listing);
		const puts = shown ? planRevert(field_edits, shown, null).puts.length : 0;
		undo[puts > 0 ? 'back' : 'left']++;
	}
	const edits = entries.map((entry) => ({
		...entry,
		title: listings.get(entry.item_id)?.title ?? '',
	}));
	return { record, edits, undo };
}
