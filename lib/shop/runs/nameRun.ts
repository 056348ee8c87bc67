import type { Ledger } from '../../ledger/ledger';
import type { Lease, ProcessMark } from '../../ledger/runs/leases';
import { countItems, formerRunNames, LEASE_MS, runName, type Run } from '../../ledger/runs/run';

/**
 * Names a run that starts, for its lease and memory. If the shop is not named in the settings, it is the
 * one that the workflow had last. What an earlier version or a copy of the workflow remembered is carried
 * over.
 */
export async function nameRun({ runs }: Pick<Ledger, 'runs'>, run: Run): Promise<string> {
	const account = run.account || (await runs.findAccount(run.workflow));
	const name = runName(run, account);
	const unnamed = account === '' ? [] : [runName(run, '')];
	for (const former of [...formerRunNames(run, account), ...unnamed]) {
		await runs.carryOver(former, name, account);
	}
	return name;
}

export interface LearnPorts {
	/** The process that this run lives in. */
	process: ProcessMark;
	isDead: (lease: Lease) => boolean;
}

/**
 * Puts a run under the name of its shop once BASE has told it, and notes the facts that Start could not
 * know. The memory moves along, so that a workflow that was imported anew goes on where the old one was.
 * @returns the new name of the lease; null for a run without one
 * @throws Error if another run already works on this shop
 */
export async function learnShop(
	{ leases, runs, history }: Pick<Ledger, 'leases' | 'runs' | 'history'>,
	run: Run,
	{ process, isDead }: LearnPorts,
): Promise<string | null> {
	const { id, lease: former, account, dry_run, total, room } = run;
	const record = await history.get(id);
	if (former === null || record === null) return former;
	const name = runName(run, account);
	// "Execute step" in the editor goes on with the items of a run that ended long ago. A run whose list
	// took longer than its lease is still the one that works.
	if ((await leases.lastHolder(former)) !== id) return name;
	if (name !== former) {
		const taken = await leases.acquire(name, id, LEASE_MS, { process, isDead });
		if (!taken.ok) {
			throw new Error(
				`同じショップ (${account}) の前の実行 ${taken.holder} が動いているため、この実行を止めました。終わってから、もう一度実行してください。`,
			);
		}
		await leases.release(former, id);
		await runs.carryOver(former, name, account);
		await runs.leave(former, run.workflow, id);
	}
	const items = countItems(run);
	if (items !== null) await leases.renew(name, id, LEASE_MS, { done: 0, total: items });
	const { workflow, execution, is_manual: isManual, started_at } = record;
	await runs.started(
		name,
		{ workflow, account, workflowId: run.workflow },
		{ at: Date.parse(started_at), isManual, room, id, ...(execution ? { execution } : {}) },
	);
	await history.learn(id, { name, account, dry_run, total });
	return name;
}
