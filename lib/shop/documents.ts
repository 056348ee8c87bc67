import type { ShopData } from './shopData';
import type { DocumentPatch } from '../cache/document';

/** Why nothing may be written to a shop now, for the owner; null if writing is allowed. */
export async function pauseReason(data: ShopData, account: string): Promise<string | null> {
	const pause = await data.ledger.pauses.get(account);
	return pause ? `ショップ ${account} への書き込みは停止中です (${pause.reason})` : null;
}

/** Changes one ASIN's document. @throws the store's own error */
export async function writeDocument(
	data: ShopData,
	asin: string,
	set: DocumentPatch,
): Promise<void> {
	const [outcome] = await data.cache.write([{ asin, set }]);
	if (outcome && !outcome.ok) throw outcome.error;
}
