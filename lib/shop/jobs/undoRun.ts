import type { CacheDocument } from '../../cache/document';
import { readShopMemory } from '../../changes/guards/guards';
import { computeKnownFloor } from '../../changes/computeKnownFloor';
import { JOURNAL_DAYS } from '../../ledger/forgetEdits';
import type { JournalEntry } from '../../ledger/journal';
import type { Listing } from '../../listing/listing';
import { planRevert } from '../edits/revertEdit';
import { readShopRules } from '../runs/shopRules';
import { isTextEdit } from '../texts/revertTexts';
import { textRecords } from '../texts/textRecords';
import { itemsOfRun, type WrittenItem } from './itemsOfRun';
import type { Job, JobStep, JobShop } from './job';
import { undoTexts } from './undoTexts';

export interface Undoing {
	shop: JobShop;
	job: Job;
	/** Number of the run that undoes, for the journal. */
	run: string;
	isDry: boolean;
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
	const { shop, job, isDry } = undoing;
	const entries = await shop.data.ledger.journal.ofRun(undone);
	if (!entries.some(({ account }) => account === shop.account)) {
		throw new Error(
			`ショップ ${shop.account} には、実行 ${undone} の書き込みの記録がありません (記録は${JOURNAL_DAYS}日間残ります)。お知らせにある実行番号を確認してください。`,
		);
	}
	if (!isDry) {
		const reason = `実行 ${undone} の取り消し`;
		await shop.data.ledger.pauses.set(shop.account, { by: 'undo', reason });
	}
	for await (const written of itemsOfRun(entries, shop, job)) {
		const { entry, listing } = written;
		yield { asin: entry.asin || null, listing, ...(await undoOne(written, undoing)) };
	}
}

async function undoOne(written: WrittenItem, undoing: Undoing): Promise<Undone> {
	const { entry, trouble } = written;
	if (trouble) return { edits: {}, why: [trouble.error ?? ''], result: trouble };
	if (!isTextEdit(entry.field_edits)) return await undoEdit(written, undoing);
	const { shop, run, timestamp } = undoing;
	const about = { run, account: shop.account, item_id: entry.item_id, asin: entry.asin };
	const intend = (why: string[]) => textRecords(shop.data.ledger, { ...about, why }, timestamp);
	return { edits: {}, ...(await undoTexts(entry, { ...undoing, intend })) };
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
	const ours = [entry.answer?.at, entry.at];
	const isOurs = [hidden_by_sync_at, hide_intended_at].some((at) => !!at && ours.includes(at));
	return isOurs ? null : '今の非公開がこの実行によるものと確かめられない';
}

async function undoEdit({ entry, listing }: WrittenItem, undoing: Undoing): Promise<Undone> {
	const { shop, job, run, isDry } = undoing;
	const document = (await shop.data.cache.read(entry.asin ? [entry.asin] : [])).get(entry.asin);
	const { pricing } = (await readShopRules(shop.data.ledger.rules, shop.account)).values;
	const { edits, why } = planRevert(entry.field_edits, listing, {
		floor: computeKnownFloor(document?.price, pricing),
		in_stock: document?.in_stock,
		staysHidden: await staysHidden(entry, listing, document, shop),
	});
	if (Object.keys(edits).length === 0) {
		return { edits, why, result: { action: 'none', edits, error: null } };
	}
	if (isDry) return { edits, why, result: { action: 'dry_run', edits, error: null } };
	const result = await job.send({
		asin: entry.asin,
		run,
		listing,
		edits,
		addsRisk: true,
		offerFetchedAt: null,
		lastWrittenOfferAt: null,
		why,
		looksFirst: false,
		by: 'undo',
	});
	return { edits, why, result };
}
