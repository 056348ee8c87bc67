import type { Ledger } from '../../ledger/ledger';
import type { Run } from '../../ledger/runs/run';
import type { NoticesToTell } from '../../ledger/notices/notices';
import { noteEndedRun } from './noteEndedRun';
import type { ClosedRun } from '../runs/closeRun';

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
		const name = account || run.account || (await findAccount(ledger, ended));
		await noteEndedRun(ledger, name, ended);
	}
}

/** The shop has no name until BASE has told it; a run before may have learnt it. */
const findAccount = async ({ runs }: Ledger, { record }: ClosedRun): Promise<string> =>
	(await runs.get(record.name)).account;

/** The message of the failure tells the run's end and its edits; if it is lost, the next one does. */
export async function offerEndedRun(ledger: Ledger, run: ClosedRun): Promise<NoticesToTell> {
	const { id } = run.record;
	const account = run.record.account || (await findAccount(ledger, run));
	const keys = new Set((await noteEndedRun(ledger, account, run)).map(({ key }) => key));
	const noted = (await ledger.notices.all(account)).filter(({ key }) => keys.has(key));
	const ids = noted.map((notice) => notice.id);
	await ledger.notices.offer(account, new Set(ids), { run: id, task: 'failed' });
	return { account, ids };
}
