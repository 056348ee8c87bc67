import type { ShopData } from './shopData';
import type { DocumentPatch } from '../cache/document';

/** Changes one ASIN's document. @throws the store's own error */
export async function writeDocument(
	data: ShopData,
	asin: string,
	set: DocumentPatch,
): Promise<void> {
	const [outcome] = await data.cache.write([{ asin, set }]);
	if (outcome && !outcome.ok) throw outcome.error;
}
