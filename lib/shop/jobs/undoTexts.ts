import { QuotaExceededError } from '../errors';
import { planTextRevert } from '../texts/revertTexts';
import type { GatedWriter } from '../gate/gatedWriter';
import type { RecordTexts } from '../texts/updateTexts';
import type { JournalEntry } from '../../ledger/journal';
import type { Job, JobResult, JobShop } from './job';

export interface TextUndo {
	shop: JobShop;
	job: Job;
	writer: Pick<GatedWriter, 'putTexts'>;
	isDry: boolean;
	/** Puts the texts back, with a record of it. */
	record: (why: string[]) => RecordTexts;
}

/** Puts back title and detail of one item if the shop still shows what the undone run wrote. */
export async function undoTexts(
	{ item_id, field_edits }: JournalEntry,
	{ shop, job, writer, isDry, record }: TextUndo,
): Promise<{ why: string[]; result: JobResult }> {
	const { budget } = shop;
	let why: string[] = [];
	const result = await job.attempt({}, async () => {
		if (!(await budget.take(isDry ? LOOK : LOOK_AND_EDIT, 'adds_risk'))) {
			return makeResult(
				'deferred',
				'BASEの呼び出し回数の残りがないため、後でもう一度実行してください',
			);
		}
		try {
			const shown = await shop.client.getTexts(item_id);
			const revert = planTextRevert(field_edits, shown);
			({ why } = revert);
			if (Object.keys(revert.edits).length === 0) return makeResult('none');
			if (isDry) return makeResult('dry_run');
			await record(why)(
				{ changes: revert.changes, modified: shown.modified },
				async () => void (await writer.putTexts(item_id, revert.edits)),
			);
			return makeResult('updated');
		} catch (error) {
			if (error instanceof QuotaExceededError) await budget.exhausted(error.window);
			throw error;
		}
	});
	return { why, result };
}

const LOOK = 1;
const LOOK_AND_EDIT = 2;

const makeResult = (action: JobResult['action'], error: string | null = null): JobResult => ({
	action,
	edits: {},
	error,
});
