import { JOURNAL_DAYS } from '../../ledger/forgetEdits';
import type { JournalEntry } from '../../ledger/journal';
import { isAsin } from '../../listing/codes/asin';
import { inChunks } from '../../listing/inChunks';
import { findLastFirst, itemsOfRun } from './itemsOfRun';
import { CONFIRMED_AHEAD, type ConfirmOffers, type JobStep } from './job';
import { undoOne, type UndoPorts } from './undoOne';

export interface Undoing extends UndoPorts {
	/** null = Amazon can't be asked. */
	confirm: ConfirmOffers | null;
}

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
