import type { IExecuteFunctions } from 'n8n-workflow';
import type { Ledger } from '../../../lib/ledger/ledger';
import { modeOfRun, type Run } from '../../../lib/ledger/runs/run';
import { getClock } from '../../../lib/n8n/clock';
import type { SlimItem } from '../../../lib/n8n/items/slimItem';
import { findPace } from '../../../lib/report/notices/findPace';
import { notePace } from '../../../lib/shop/notices/notePace';

/** The report of a run over the whole shop. */
interface WholeRun {
	account: string;
	items: readonly SlimItem[];
	/** Time of the run so far, ms. */
	durationMs: number;
}

/** Notes whether a scheduled run keeps up with its interval; a person knows how long theirs took. */
export async function noteRunPace(
	context: IExecuteFunctions,
	ledger: Ledger,
	run: Run,
	{ account, items, durationMs }: WholeRun,
): Promise<void> {
	if (context.getMode() === 'manual') return;
	const now = getClock().now();
	const workflow = context.getWorkflow().name ?? '';
	const found = findPace(items, { run, workflow, tookMs: durationMs, now });
	await notePace(ledger, { account, mode: modeOfRun(run), now }, found);
}
