import type { TextPorts } from '../../lib/baseShop/updateTexts';
import type { Cache } from '../../lib/cache/cache';
import type { EditIntent } from '../../lib/cache/ledger/journal';

/** Texts about to change, in the journal before they are sent, and that they were once they were. */
export function textRecords(
	cache: Pick<Cache, 'journal'>,
	about: Pick<EditIntent, 'run' | 'account' | 'item_id' | 'asin' | 'why'>,
	timestamp: () => string,
): TextPorts['intend'] {
	return async (changes) => {
		const intent = { ...about, field_edits: changes, at: timestamp() };
		const id = await cache.journal.intend(intent);
		return async () =>
			await cache.journal.answer(id, { outcome: 'applied', detail: null, at: timestamp() });
	};
}
