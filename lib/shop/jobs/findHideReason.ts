import type { CacheDocument } from '../../cache/document';
import { readShopMemory } from '../../changes/guards/guard';
import { CALL_MS } from '../../changes/guards/ownersHand';
import type { JournalEntry } from '../../ledger/journal';
import type { Listing } from '../../listing/listing';
import type { JobShop } from './job';

/**
 * Returns why a hidden item must stay hidden; null if it may be shown. A hide looks the same no matter who did it: only a mark of the
 * sync from this very edit proves that nobody has shown and hidden the item again since. Nothing is
 * shown while a brake holds.
 */
export async function findHideReason(
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
