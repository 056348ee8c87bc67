import type { Ledger } from '../../ledger/ledger';
import type { Pause } from '../../ledger/stops/pauses';
import type { Lease, LeaseOutcome, ProcessMark, Progress } from '../../ledger/runs/leases';
import type { Schedule } from '../../ledger/runs/interval';
import { LEASE_MS, modeOfRun, type Run } from '../../ledger/runs/run';
import type { Runner } from '../../ledger/runs/runMemory';
import { toStamp } from '../../listing/stamp';
import type { ShopData } from '../shopData';
import { closeDeadRuns, type ClosedRun } from './closeRun';

/** Whether the holder of a lease can still be at work, as far as this process can tell. */
export type HolderState = 'alive' | 'dead' | 'unknown';

/** The conditions for a run to begin. */
export interface StartRules {
	/** False outside the business hours; true for a run by hand. */
	isOpen: boolean;
	/** How long a scheduled run waits after a success, minutes; 0 = it doesn't wait. */
	minimumMinutes: number;
	/** n8n has just started, so a holder that nothing is known of is gone. */
	takesOver: boolean;
	/** Read from the trigger of the workflow; absent = there is none that can be read. */
	schedule?: Schedule;
	/** Started by a person in the editor. */
	isManual: boolean;
	/** n8n's number of the execution; absent = unknown. */
	execution?: string;
	/** The process that the run lives in. */
	process: ProcessMark;
	judgeHolder: (lease: Lease) => HolderState;
}

/** Why no run begins. Times: milliseconds since 1970. */
export type Skip =
	| { kind: 'closed' }
	| { kind: 'recent_success'; at: number; minimumMinutes: number }
	| { kind: 'other_run'; holder: string; until: number; progress: Progress | null };

/** Skipping was right, so the schedule works. */
const isHealthySkip = ({ kind }: Skip): boolean => kind !== 'other_run';

export interface Started {
	/** null: the run may begin, and holds the lease. */
	skip: Skip | null;
	/** Number of the run that n8n broke off and this one continues; null = none. */
	resumes: string | null;
	/** Earlier runs that ended without Finish or Failed, closed by this start. */
	closed: ClosedRun[];
	/** The pause that keeps everything from being written to the shop; null = no pause. */
	paused: Pause | null;
}

/** A run whose lease has its name already. */
export type NamedRun = Run & { lease: string };

/** The ports of a start. */
export interface StartPorts {
	data: ShopData;
	/** Milliseconds since 1970. */
	now: () => number;
	sleep: (ms: number) => Promise<void>;
}

/** Allows one run at a time per shop and mode, within the hours and not twice in a row. */
export async function startRun(
	run: NamedRun,
	runner: Runner,
	rules: StartRules,
	ports: StartPorts,
): Promise<Started> {
	const { data, now } = ports;
	const { runs, history } = data.ledger;
	const { lease: name, id } = run;
	const nothing = { resumes: null, closed: [], paused: null };
	const waits = await reasonToWait(run, rules, data, now());
	if (waits) return { ...nothing, skip: waits };
	const { process, isManual, execution } = rules;
	const taken = await takeLease(run, rules, ports);
	if (!taken.ok) {
		const { holder, until, progress = null } = taken;
		return { ...nothing, skip: { kind: 'other_run', holder, until, progress } };
	}
	const closed = await closeDeadRuns(data.ledger, name, id, toStamp(now()));
	await history.open(await makeRecord(run, runner, rules, data.ledger));
	const { room } = run;
	const begun = { at: now(), isManual, room, execution, id, schedule: rules.schedule };
	await runs.started(name, runner, begun);
	const { replaced } = taken;
	const isBrokenOff = replaced && replaced.process?.token !== process.token;
	const resumes = isBrokenOff ? replaced.holder : null;
	return { skip: null, resumes, closed, paused: await findPause(data, run) };
}

/** A watch uses its interval up; what it found last may take longer to send than the rest of it. */
const WATCH_WAITS_MS = 45_000;
const RETRY_MS = 1_000;

/** Takes the lease of a run. On schedule a watch waits a moment for the one before it. */
async function takeLease(
	run: NamedRun,
	rules: StartRules,
	{ data, sleep }: StartPorts,
): Promise<LeaseOutcome> {
	const { process, isManual } = rules;
	const isDead = (lease: Lease) => isToReplace(lease, run, rules);
	const take = async () =>
		await data.ledger.leases.acquire(run.lease, run.id, LEASE_MS, { process, isDead });
	let taken = await take();
	if (run.task !== 'watch' || isManual) return taken;
	for (let waited = 0; !taken.ok && waited < WATCH_WAITS_MS; waited += RETRY_MS) {
		await sleep(RETRY_MS);
		taken = await take();
	}
	return taken;
}

/**
 * A living run is never replaced, but for one case: an emergency stop does not wait for one that hangs.
 * Such workflows have no task.
 */
function isToReplace(lease: Lease, { task }: Run, { takesOver, judgeHolder }: StartRules): boolean {
	const state = judgeHolder(lease);
	return state === 'dead' || (takesOver && (state === 'unknown' || task === undefined));
}

/** Notes a run that did not take place. @param reason for the owner */
export async function noteSkip(
	run: NamedRun,
	runner: Runner,
	{ rules, skip, reason }: { rules: StartRules; skip: Skip; reason: string },
	{ data, now }: { data: ShopData; now: () => number },
): Promise<void> {
	const { runs, history } = data.ledger;
	const skipped = { at: now(), reason, isHealthySkip: isHealthySkip(skip) };
	const { isManual, schedule } = rules;
	await runs.skipped(run.lease, runner, { ...skipped, isManual, schedule });
	const record = await makeRecord(run, runner, rules, data.ledger);
	const ending = { closed_at: toStamp(now()), reason, edits: 0, telling: 'none' as const };
	await history.open({ ...record, ...ending, state: 'skipped' });
}

async function makeRecord(
	run: NamedRun,
	{ workflow }: Runner,
	rules: StartRules,
	{ deskJobs }: Pick<Ledger, 'deskJobs'>,
) {
	const job = await deskJobs.last(run.account);
	return {
		...{ id: run.id, name: run.lease, account: run.account, mode: modeOfRun(run) },
		...{ workflow_id: run.workflow, workflow, execution: rules.execution ?? null },
		...{ started_at: run.started_at, is_manual: rules.isManual, dry_run: run.dry_run },
		...{ total: run.total, state: 'running' as const },
		...{ closed_at: null, node: null, reason: null, edits: null },
		...(run.room_problem === undefined ? {} : { room_problem: run.room_problem }),
		...(job?.run === run.id ? { job: job.kind } : {}),
	};
}

async function reasonToWait(
	run: NamedRun,
	{ isOpen, isManual, minimumMinutes }: StartRules,
	data: ShopData,
	now: number,
): Promise<Skip | null> {
	if (isManual) return null;
	if (!isOpen) return { kind: 'closed' };
	if (minimumMinutes <= 0) return null;
	const { last_success_at: at } = await data.ledger.runs.get(run.lease);
	const isRecent = at !== null && now - at < minimumMinutes * 60_000;
	return isRecent ? { kind: 'recent_success', at, minimumMinutes } : null;
}

/**
 * Finds the pause of the account. A paused account is still fetched, so that its data is fresh when
 * it resumes; its edits are held back. BASE's name of the shop is known here from the previous run.
 */
async function findPause({ ledger }: ShopData, run: NamedRun): Promise<Pause | null> {
	const account = run.account || (await ledger.runs.get(run.lease)).account;
	return account ? await ledger.pauses.get(account) : null;
}
