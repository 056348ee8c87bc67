import type { JournalEntry } from '../../ledger/journal';
import type { Ledger } from '../../ledger/ledger';
import { isUnderWay } from '../../ledger/runs/isUnderWay';
import type { RunRecord } from '../../ledger/runs/runRecords';
import { mayStand } from '../jobs/itemsOfRun';
import { planRevert } from '../jobs/planRevert';
import { isCodeEdit } from '../codes/undoCode';
import { isTextEdit } from '../texts/revertTexts';

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
	ledger: Pick<Ledger, 'history' | 'journal' | 'leases'>,
): Promise<RunList> {
	const { history } = ledger;
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
	const countEdits = async ({ id }: RunRecord) =>
		(await ledger.journal.ofRun(id)).filter(mayStand).length;
	const standing = await Promise.all(
		newest.map(async (each) => await standOf(each, ledger, countEdits)),
	);
	return { records: standing, next: records.length > most ? (shown.at(-1)?.id ?? null) : null };
}

/** Returns a record as its run stands: one that is gone without a word is dead, with what it wrote until then. */
async function standOf(
	record: RunRecord,
	{ leases }: Pick<Ledger, 'leases'>,
	countEdits: (record: RunRecord) => number | Promise<number>,
): Promise<RunRecord> {
	if (record.state !== 'running' || (await isUnderWay(record, leases))) return record;
	return { ...record, state: 'dead', edits: await countEdits(record) };
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
	/**
	 * Items, by the shop's last list: those that an undo would put back, those that have changed since, those whose
	 * texts it would put back, and those that the list does not have: registered since, or deleted.
	 */
	undo: { back: number; left: number; texts: number; unlisted: number };
}

const isRunNumber = (text: string): boolean => /^[\w-]{1,40}$/.test(text);

/** Reads a run of a shop with all its edits; null if the shop has no such run. */
export async function readRunDetails(
	account: string,
	id: string,
	ledger: Pick<Ledger, 'history' | 'journal' | 'items' | 'leases'>,
): Promise<RunDetails | null> {
	// An address may hold anything; a store's names are short.
	const record = isRunNumber(id) ? await ledger.history.get(id) : null;
	if (record?.account !== account) return null;
	const entries = (await ledger.journal.ofRun(id)).filter((entry) => entry.account === account);
	const shop = entries.length > 0 ? await ledger.items.read(account) : null;
	const listings = new Map(shop?.listings.map((listing) => [listing.item_id, listing]));
	const stands = entries.filter(mayStand);
	const back = new Set<number>();
	const texts = new Set<number>();
	const unlisted = new Set<number>();
	for (const { item_id, field_edits, variation } of stands) {
		if (isTextEdit(field_edits)) texts.add(item_id);
		const listing = listings.get(item_id);
		if (!listing) unlisted.add(item_id);
		if (isCodeEdit(field_edits) && listing?.identifier === field_edits.identifier!.to) {
			back.add(item_id);
		}
		const shown = listing && (variation ? { ...listing, variation } : listing);
		if (shown && planRevert(field_edits, shown, null).puts.length > 0) back.add(item_id);
	}
	const all = new Set(stands.map(({ item_id }) => item_id));
	const left = [...all].filter((id) => ![back, texts, unlisted].some((set) => set.has(id))).length;
	const undo = { back: back.size, left, texts: texts.size, unlisted: unlisted.size };
	const edits = entries.map((entry) => ({
		...entry,
		title: listings.get(entry.item_id)?.title ?? '',
	}));
	return { record: await standOf(record, ledger, () => stands.length), edits, undo };
}
