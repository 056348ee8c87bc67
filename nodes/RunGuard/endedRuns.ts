import type { Ledger } from '../../lib/ledger/ledger';
import type { Run } from '../../lib/ledger/runs/run';
import type { NoticesToTell } from '../../lib/n8n/items/reportItem';
import { makeFailureRow } from '../../lib/report/runRow';
import { noteEndedRun } from '../../lib/shop/notices/noteEndedRun';
import { readClosedRun, type ClosedRun } from '../../lib/shop/runs/closeRun';
import type { ShopData } from '../../lib/shop/shopData';

/**
 * Notes earlier runs that ended without a message of theirs. One that was broken off by hand before it
 * edited anything is left out: whoever did that knows.
 */
export async function tellEndedRuns(
	ledger: Ledger,
	run: Run,
	closed: readonly ClosedRun[],
	isManual: boolean,
): Promise<void> {
	for (const ended of closed) {
		const { account, is_manual } = ended.record;
		if (ended.edits.length === 0 && (is_manual || isManual)) continue;
		await noteEndedRun(ledger, account || run.account, ended);
	}
}

/** Makes the history's rows of earlier runs that ended without one. */
export async function readEndedRuns(
	{ ledger }: ShopData,
	{ closed_runs = [] }: Run,
	zone: string,
): Promise<Array<Record<string, unknown>>> {
	const rows: Array<Record<string, unknown>> = [];
	for (const { id } of closed_runs) {
		const run = await readClosedRun(ledger, id);
		if (!run) continue;
		const { record, edits } = run;
		const closedAt = Date.parse(record.closed_at ?? record.started_at);
		const what = { reason: '途中で終わりました', workflow: record.workflow, hasMessage: true };
		rows.push(makeFailureRow({ record, edits: edits.length, ...what, closedAt }, zone));
	}
	return rows;
}

/** The message of the failure tells the run's end and its edits; if it is lost, the next one does. */
export async function offerEndedRun(ledger: Ledger, run: ClosedRun): Promise<NoticesToTell> {
	const { account, id } = run.record;
	const keys = new Set((await noteEndedRun(ledger, account, run)).map(({ key }) => key));
	const noted = (await ledger.notices.all(account)).filter(({ key }) => keys.has(key));
	const ids = noted.map((notice) => notice.id);
	await ledger.notices.offer(account, new Set(ids), { run: id, task: 'failed' });
	return { account, ids };
}
