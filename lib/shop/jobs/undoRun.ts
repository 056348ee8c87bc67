import type { CacheDocument } from '../../cache/document';
import { CALL_MS } from '../../changes/guards/ownersHand';
import { readShopMemory } from '../../changes/guards/guard';
import { JOURNAL_DAYS } from '../../ledger/forgetEdits';
import type { JournalEntry } from '../../ledger/journal';
import { isAsin } from '../../listing/codes/asin';
import { inChunks } from '../../listing/inChunks';
import type { Listing } from '../../listing/listing';
import { isCodeEdit, undoCode } from '../codes/undoCode';
import { planRevert } from './planRevert';
import type { GatedWriter } from '../gate/gatedWriter';
import { isTextEdit } from '../texts/revertTexts';
import type { MemoryPorts } from '../gate/records/neverEditable';
import { keepStampOurs } from '../texts/ownStamp';
import { textRecords } from '../texts/textRecords';
import { findLastFirst, itemsOfRun, type WrittenItem } from './itemsOfRun';
import { CONFIRMED_AHEAD, type ConfirmOffers, type Job, type JobStep, type JobShop } from './job';
import { undoTexts } from './undoTexts';

export interface Undoing {
	shop: JobShop;
	job: Job;
	/** Number of the run that undoes, for the journal. */
	run: string;
	writer: Pick<GatedWriter, 'putTexts' | 'putCode'>;
	/** null = Amazon can't be asked. */
	confirm: ConfirmOffers | null;
	isDry: boolean;
	/** Reports a failure that has no further consequence. */
	warn: MemoryPorts['warn'];
	/** The present time as ISO 8601 with offset. */
	timestamp: () => string;
}

type Undone = Pick<JobStep, 'edits' | 'why' | 'result'>;

/**
 * Puts back a run's edits that the shop still shows. The account is paused first and stays paused
 * until a person resumes it, because the next sync would only do the same again.
 * @throws Error if no edits of that run are known for this shop
 */
export async function* undoRun(undone: string, undoing: Undoing): AsyncIterable<JobStep> {
	const { shop, job, isDry, confirm } = undoing;
	const entries = await shop.data.ledger.journal.ofRun(undone);
	if (!entries.some(({ account }) => account === shop.account)) {
		throw new Error(
			`ショップ ${shop.account} には、実行 ${undone} の書き込みの記録がありません (記録は${JOURNAL_DAYS}日間残ります)。お知らせにある実行番号を確認してください。`,
		);
	}
	if (!isDry) {
		const reason = `実行 ${undone} を元に戻す`;
		// A pause of the owner's or of a brake holds the syncs too, and knows how it ends.
		await shop.data.ledger.pauses.set(shop.account, { by: 'undo', reason }, { ifFree: true });
	}
	for (const chunk of inChunks(findLastFirst(entries, shop.account), CONFIRMED_AHEAD)) {
		const risky = chunk.filter(mayPutOnSale).map(({ asin }) => asin);
		if (confirm && risky.length > 0) await confirm([...new Set(risky)]);
		for await (const written of itemsOfRun(chunk, shop, job)) {
			const { entry, listing } = written;
			yield { asin: entry.asin || null, listing, ...(await undoOne(written, undoing)) };
		}
	}
}

/** True if undoing an edit shows, cuts or fills up something that Amazon sells. */
const mayPutOnSale = ({ asin, field_edits }: JournalEntry): boolean =>
	isAsin(asin) && Object.entries(field_edits).some(([field, change]) => isRisky(field, change));

function isRisky(field: string, { from, to }: JournalEntry['field_edits'][string]): boolean {
	if (field === 'visible') return from === true;
	return field === 'price' ? Number(from) < Number(to) : Number(from) > Number(to);
}

async function undoOne(written: WrittenItem, undoing: Undoing): Promise<Undone> {
	const { entry, listing, trouble } = written;
	if (trouble) return { edits: {}, why: [trouble.error ?? ''], result: trouble };
	if (isCodeEdit(entry.field_edits)) {
		const ports = { ...undoing, data: undoing.shop.data };
		return { edits: {}, ...(await undoCode(entry, listing, ports)) };
	}
	if (!isTextEdit(entry.field_edits)) return await undoEdit(written, undoing);
	const { shop, run, timestamp, warn } = undoing;
	const about = { run, account: shop.account, item_id: entry.item_id, asin: entry.asin };
	const record = (why: string[]) => textRecords(shop.data.ledger, { ...about, why }, timestamp);
	const undone = await undoTexts(entry, { ...undoing, record });
	if (undone.result.action === 'updated') {
		const item = { asin: entry.asin, listing };
		await keepStampOurs(item, listing.modified, shop, { data: shop.data, timestamp, warn });
	}
	return { edits: {}, ...undone };
}

/**
 * Why a hidden item must stay hidden. A hide looks the same no matter who did it: only a mark of the
 * sync from this very edit proves that nobody has shown and hidden the item again since. Nothing is
 * shown while a brake holds.
 */
async function staysHidden(
	entry: JournalEntry,
	listing: Listing,
	document: CacheDocument | undefined,
	{ data, account }: JobShop,
): Promise<string | null> {
	if (await data.ledger.brakes.get(account)) return '緊急停止中の';
	if (!document) return null;
	const { hidden_by_sync_at, hide_intended_at } = readShopMemory(document, listing);
	const isOurs = [hidden_by_sync_at, hide_intended_at].some((at) => !!at && isMarkOf(entry, at));
	return isOurs ? null : '今の非公開がこの実行によるものと確かめられない';
}

/** True if that edit set the mark. A run that was killed left no answer: it sets its mark before the answer. */
export function isMarkOf({ at, answer }: JournalEntry, mark: string): boolean {
	if (answer !== null) return mark === at || mark === answer.at;
	const age = Date.parse(mark) - Date.parse(at);
	return age >= 0 && age <= CALL_MS;
}

async function undoEdit({ entry, listing }: WrittenItem, undoing: Undoing): Promise<Undone> {
	const { shop, job, run, isDry } = undoing;
	const { asin, field_edits } = entry;
	const document = (await shop.data.cache.read(asin ? [asin] : [])).get(asin);
	const hidden = await staysHidden(entry, listing, document, shop);
	const { edits: wanted, puts, left } = planRevert(field_edits, listing, hidden);
	const intent = { asin, run, listing, edits: wanted, writer: 'undo' as const, isLooked: true };
	// A move that puts it on sale needs a young answer, as any other edit does.
	const { edits, held } = await job.check({ ...intent, why: [] });
	const why = [...puts.flatMap(({ field, line }) => (field in edits ? [line] : [])), ...left];
	if (Object.keys(edits).length === 0) {
		const action = held.length > 0 ? ('held' as const) : ('none' as const);
		return { edits, why, result: { action, edits, error: null, held } };
	}
	if (isDry) return { edits, why, result: { action: 'dry_run', edits, error: null, held } };
	return { edits, why, result: { ...(await job.send({ ...intent, edits, why })), held } };
}
