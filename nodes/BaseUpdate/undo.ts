import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { revertOf } from '../../lib/shop/edits/revertEdit';
import { isTextEdit } from '../../lib/shop/texts/revertTexts';
import type { ShopData } from '../../lib/shop/shopData';
import type { CacheDocument } from '../../lib/cache/document';
import type { JournalEntry } from '../../lib/ledger/journal';
import { memoryOf } from '../../lib/changes/guards';
import type { Listing } from '../../lib/listing/listing';
import { JOURNAL_DAYS } from '../../lib/ledger/forgetEdits';
import type { Edits } from '../../lib/listing/memory';
import { clockOf } from '../../lib/n8n/clock';
import { locatorValue } from '../../lib/n8n/parameters/locator';
import { runOf } from '../../lib/n8n/items/run';
import { Job, jobItem, nothingDone, type JobResult } from './job';
import { knownFloor } from '../../lib/changes/knownFloor';
import { isDryIn } from './mode';
import { shopOf, type Shop } from './shop';
import { textRecords } from '../../lib/shop/texts/textRecords';
import { undoTexts } from './undoTexts';
import { eachWritten, type Written } from './written';

/**
 * Puts back what a run wrote, where the shop still shows it. The account is paused first and stays so
 * until a person resumes it: the next sync would only do the same again.
 */
export async function undo(
	context: IExecuteFunctions,
	data: ShopData,
): Promise<INodeExecutionData[]> {
	const item = context.getInputData()[0]!;
	const undone = locatorValue(context, 'undoRun');
	if (!undone) {
		throw new Error('Run to Undo が空です。元に戻す実行の番号を入れてください。');
	}
	const shop = await shopOf(context, data, item);
	const entries = await data.ledger.journal.ofRun(undone);
	if (!entries.some(({ account }) => account === shop.account)) {
		throw new Error(
			`ショップ ${shop.account} には、実行 ${undone} の書き込みの記録がありません (記録は${JOURNAL_DAYS}日間残ります)。お知らせにある実行番号を確認してください。`,
		);
	}
	const isDry = isDryIn(context, item);
	if (!isDry) await data.ledger.pauses.set(shop.account, `実行 ${undone} の取り消し`);
	const job = new Job(context, shop.ports);
	const run = runOf(item)?.id ?? `undo-${undone}`;
	const undoing: Undoing = { shop, job, run, isDry, timestamp: clockOf(context).timestamp };
	const output: INodeExecutionData[] = [];
	for await (const written of eachWritten(entries, shop, job)) {
		const { entry, listing } = written;
		const outcome = await undoOne(written, undoing);
		output.push(jobItem(item, 0, listing, { asin: entry.asin || null, ...outcome }));
	}
	return output.length > 0 ? output : nothingDone(item);
}

interface Undoing {
	shop: Shop;
	job: Job;
	/** The run that undoes, for the journal. */
	run: string;
	isDry: boolean;
	timestamp: () => string;
}

interface Undone {
	edits: Edits;
	why: string[];
	result: JobResult;
}

async function undoOne(written: Written, undoing: Undoing): Promise<Undone> {
	const { entry, trouble } = written;
	if (trouble) return { edits: {}, why: [trouble.error ?? ''], result: trouble };
	if (!isTextEdit(entry.field_edits)) return await undoEdit(written, undoing);
	const { shop, run, timestamp } = undoing;
	const about = { run, account: shop.account, item_id: entry.item_id, asin: entry.asin };
	const intend = (why: string[]) => textRecords(shop.data.ledger, { ...about, why }, timestamp);
	return { edits: {}, ...(await undoTexts(entry, { ...undoing, intend })) };
}

/**
 * Hidden looks the same whoever hid it: only where the mark of the sync is this very edit's has nobody
 * shown and hidden the item again since. And nothing is shown while a brake holds.
 */
async function staysHidden(
	entry: JournalEntry,
	listing: Listing,
	document: CacheDocument | undefined,
	{ data, account }: Shop,
): Promise<string | null> {
	if (await data.ledger.brakes.get(account)) return '緊急停止中の';
	if (!document) return null;
	const { hidden_by_sync_at, hide_intended_at } = memoryOf(document, listing);
	const ours = [entry.answer?.at, entry.at];
	const isOurs = [hidden_by_sync_at, hide_intended_at].some((at) => !!at && ours.includes(at));
	return isOurs ? null : '今の非公開がこの実行によるものと確かめられない';
}

async function undoEdit({ entry, listing }: Written, undoing: Undoing): Promise<Undone> {
	const { shop, job, run, isDry } = undoing;
	const document = (await shop.data.cache.read(entry.asin ? [entry.asin] : [])).get(entry.asin);
	const { edits, why } = revertOf(entry.field_edits, listing, {
		floor: knownFloor(document?.price),
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
