import type { TextPorts } from './updateTexts';
import type { Ledger } from '../../ledger/ledger';
import type { EditIntent } from '../../ledger/journal';

/** Records texts in the journal before they are sent, and again once they were changed. */
export function textRecords(
	{ journal }: Pick<Ledger, 'journal'>,
	about: Pick<EditIntent, 'run' | 'account' | 'item_id' | 'asin' | 'why'>,
	timestamp: () => string,
): TextPorts['intend'] {
	return async (changes) => {
		const intent = { ...about, field_edits: changes, at: timestamp() };
		const id = await journal.intend(intent);
		return async () =>
			await journal.answer(id, { outcome: 'applied', detail: null, at: timestamp() });
	};
}
