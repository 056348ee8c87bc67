import type { IExecuteFunctions } from 'n8n-workflow';
import type { Notice } from '../../lib/ledger/notices/notice';
import type { NoticesToTell } from '../../lib/ledger/notices/notices';
import type { Run } from '../../lib/ledger/runs/run';
import { logWarning } from '../../lib/n8n/log';
import { findTellingStep } from '../../lib/n8n/messageStep';
import { openShopData } from '../../lib/n8n/connections/openShopData';
import { nameTask } from './news/collectRunNews';

/**
 * Notes that the message with these notices is about to go out.
 * @returns what the step after the message has to mark as told
 */
export async function offerNotices(
	context: IExecuteFunctions,
	run: Run | undefined,
	account: string,
	told: readonly Notice[],
): Promise<NoticesToTell> {
	const { notices } = (await openShopData(context)).ledger;
	const stored = told.filter(({ id }) => !id.startsWith('plan '));
	const ids = stored.map(({ id }) => id);
	const step = findTellingStep(context);
	if (step === 'listed') {
		// A workflow of version 0.1 notes only prices and stock: everything else counts as told at once.
		await notices.tell(account, new Set(ids));
		return { account, ids: [] };
	}
	if (step === 'none' && ids.length > 0) tellNobodyHears(context, ids.length);
	await notices.offer(account, new Set(ids), { run: run?.id ?? '-', task: nameTask(run) });
	return { account, ids };
}

export function tellNobodyHears(context: IExecuteFunctions, count: number): void {
	const message = `お知らせを送るステップか、そのあとの「通知済みにする」がないため、お知らせ ${count}件はまだ誰にも届いていません。ワークフローを確認してください。`;
	context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
	logWarning(context, `Change Report: ${message}`);
}
