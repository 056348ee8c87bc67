import type { Ledger } from '../../ledger/ledger';
import type { Run } from '../../ledger/runs/run';

/** A run, as far as the copies of its workflow matter. */
export interface StartedRun {
	run: Pick<Run, 'workflow' | 'task' | 'interval'>;
	/** n8n's name of the workflow. */
	name: string;
	account: string;
	/** A person started it: they look at one copy, and its schedule may not even be published. */
	isManual: boolean;
}

/**
 * Stops a scheduled run if another copy of its workflow already works on the shop: imported twice, both
 * would send the same messages and wait for each other's calls.
 * @throws Error that names the other copy
 */
export async function requireOnlyCopy(
	{ copies }: Ledger,
	{ run, name, account, isManual }: StartedRun,
): Promise<void> {
	if (run.task === undefined || isManual) return;
	const { workflow, task, interval } = run;
	const copy = { workflow, name, ...(interval ? { interval_ms: interval.longest_ms } : {}) };
	const other = await copies.claim(account, task, copy);
	if (!other) return;
	throw new Error(
		`同じショップ (${account}) の同じ仕事をするワークフロー「${other.name}」がもう1つ動いているため、こちらの「${name}」は実行しません。どちらかを Unpublish してください。こちらを残すときは、もう1つを止めてから2回分の間隔がたつと、ひとりでに引き継ぎます。`,
	);
}
