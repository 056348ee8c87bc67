import { AnswerLostError, ShopStoppedError } from '../errors';
import type { EditAnswer, EditIntent } from '../../ledger/journal';
import type { Ledger } from '../../ledger/ledger';
import type { RecordTexts } from './updateTexts';

/** Records texts in the journal before they are sent, and again once it is known what became of them. */
export function textRecords(
	{ journal }: Pick<Ledger, 'journal'>,
	about: Pick<EditIntent, 'run' | 'account' | 'item_id' | 'asin' | 'why'>,
	timestamp: () => string,
): RecordTexts {
	return async ({ changes }, send) => {
		const intent = { ...about, field_edits: changes, at: timestamp() };
		const id = await journal.intend(intent);
		const settle = async (outcome: EditAnswer['outcome'], detail: string | null) =>
			await journal.answer(id, { outcome, detail, at: timestamp() });
		const progress = { isBegun: false };
		try {
			await send(progress);
		} catch (error) {
			const detail = error instanceof Error ? error.message : String(error);
			await settle(outcomeOf(error, progress), detail);
			throw error;
		}
		await settle('applied', null);
	};
}

/** Of several calls some may have been carried out: then the edit may be in the shop. */
export function outcomeOf(
	error: unknown,
	{ isBegun }: { isBegun: boolean },
): EditAnswer['outcome'] {
	if (isBegun || error instanceof AnswerLostError) return 'lost';
	return error instanceof ShopStoppedError ? 'stopped' : 'failed';
}
