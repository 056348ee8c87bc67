import type { Pause } from '../../ledger/pauses';
import { LEASE_MS, runName, type Run } from '../../ledger/runs/run';
import type { RunnerName } from '../../ledger/runs/runMemory';
import type { ShopData } from '../shopData';

/** The conditions for a run to begin. */
export interface StartRules {
	/** False outside the business hours; true for a run by hand. */
	isOpen: boolean;
	/** How long a scheduled run waits after a success, minutes; 0 = it doesn't wait. */
	minimumMinutes: number;
	/** n8n has just started, so the process that held the lease is gone. */
	takesOver: boolean;
	/** Started by a person in the editor. */
	isManual: boolean;
	/** n8n's number of the execution; absent = unknown. */
	execution?: string;
}

/** Why no run begins. Times: milliseconds since 1970. */
export type Skip =
	| { kind: 'closed' }
	| { kind: 'recent_success'; at: number; minimumMinutes: number }
	| { kind: 'other_run'; holder: string; until: number };

/** Skipping was right, so the schedule works. */
export const isHealthySkip = ({ kind }: Skip): boolean => kind !== 'other_run';

export interface Started {
	/** null: the run may begin, and holds the lease. */
	skip: Skip | null;
	/** Number of the run that n8n broke off and this one continues; null = none. */
	resumes: string | null;
	/** The pause that keeps everything from being written to the shop; null = no pause. */
	paused: Pause | null;
}

/** Allows one run at a time per workflow and account, within the hours and not twice in a row. */
export async function startRun(
	run: Run,
	runner: RunnerName,
	rules: StartRules,
	{ data, now }: { data: ShopData; now: () => number },
): Promise<Started> {
	const { leases, runs } = data.ledger;
	const name = runName(run);
	const waits = await reasonToWait(run, rules, data, now());
	if (waits) return { skip: waits, resumes: null, paused: null };
	const resumes = rules.takesOver ? await releaseDeadRun(data, name) : null;
	const lease = await leases.acquire(name, run.id, LEASE_MS);
	if (!lease.ok) {
		const { holder, until } = lease;
		return { skip: { kind: 'other_run', holder, until }, resumes: null, paused: null };
	}
	const { isManual, execution } = rules;
	await runs.started(name, runner, { at: now(), isManual, room: run.room, execution });
	return { skip: null, resumes, paused: await findPause(data, run) };
}

async function reasonToWait(
	run: Run,
	{ isOpen, isManual, minimumMinutes }: StartRules,
	data: ShopData,
	now: number,
): Promise<Skip | null> {
	if (isManual) return null;
	if (!isOpen) return { kind: 'closed' };
	if (minimumMinutes <= 0) return null;
	const { last_success_at: at } = await data.ledger.runs.get(runName(run));
	const isRecent = at !== null && now - at < minimumMinutes * 60_000;
	return isRecent ? { kind: 'recent_success', at, minimumMinutes } : null;
}

async function releaseDeadRun({ ledger }: ShopData, name: string): Promise<string | null> {
	const lease = await ledger.leases.current(name);
	if (!lease) return null;
	await ledger.leases.release(name, lease.holder);
	return lease.holder;
}

/**
 * Finds the pause of the account. A paused account is still fetched, so that its data is fresh when
 * it resumes; its edits are held back. BASE's name of the shop is known here from the previous run.
 */
async function findPause({ ledger }: ShopData, run: Run): Promise<Pause | null> {
	const account = run.account || (await ledger.runs.get(runName(run))).account;
	return account ? await ledger.pauses.get(account) : null;
}
