import type { DeskJob } from '../../ledger/desk/deskJobs';
import type { Ledger } from '../../ledger/ledger';
import { makeFreeRunId } from '../../ledger/runs/makeRunId';
import { toStamp } from '../../listing/stamp';
import { endHold, holdShop } from '../jobs/holdShop';
import type { StopFacts } from './readStop';

/** The means of an action that stops a shop or lets it go on. */
export interface StopPorts {
	ledger: Ledger;
	/** Milliseconds since 1970. */
	now: number;
}

const PAUSED_BY_HAND = '手動で停止';

/** Stops all writes to the shop until the owner resumes it. @param reason the owner's words; may be empty */
export async function pauseShop(
	account: string,
	reason: string,
	{ ledger }: StopPorts,
): Promise<void> {
	await ledger.pauses.set(account, { by: 'owner', reason: reason || PAUSED_BY_HAND });
	await ledger.desk.noteStop(account);
}

/** Lets the runs write again; not what a brake stopped: that is released. */
export async function resumeShop(account: string, { ledger }: StopPorts): Promise<void> {
	await ledger.pauses.clear(account);
}

/** Ends a brake that has hidden nothing, with its stop. */
export async function liftBrake(
	account: string,
	{ last }: Pick<StopFacts, 'last'>,
	{ ledger }: StopPorts,
): Promise<void> {
	// Its job may have been noted when nothing was written down yet.
	await endHold(ledger, account, last ?? { runs: [], paused_before: null });
}

/**
 * Stops all writes at once and notes the job that hides the items. If n8n dies before the job begins, the shop is
 * stopped all the same, and the page says that nothing was hidden.
 * @returns null if another job was started since the page was made: nothing is done then
 */
export async function beginBrake(
	account: string,
	{ reason, until, chosen }: Pick<DeskJob, 'reason' | 'until' | 'chosen'>,
	facts: Pick<StopFacts, 'list' | 'job'>,
	ports: StopPorts,
): Promise<DeskJob | null> {
	const items = chosen?.length ?? facts.list?.visible ?? 0;
	const wanted = { kind: 'brake' as const, items, reason, until, ...(chosen ? { chosen } : {}) };
	const job = await noteJob(account, wanted, facts, ports);
	if (job) await holdShop(ports.ledger, account, { run: job.run, reason, until });
	return job;
}

/**
 * Ends the hiding at once and notes the job that shows again what the brake hid. The stop ends with the job.
 * @returns null as for beginBrake
 */
export async function beginRelease(
	account: string,
	facts: Pick<StopFacts, 'hidden' | 'job'>,
	ports: StopPorts,
): Promise<DeskJob | null> {
	const wanted = { kind: 'release' as const, items: facts.hidden, reason: '', until: null };
	const job = await noteJob(account, wanted, facts, ports);
	if (job) await ports.ledger.brakes.beginRelease(account, job.run);
	return job;
}

/** The run that is to be undone. */
export interface Undone {
	id: string;
	/** Items that an undo would put back. */
	items: number;
}

/**
 * Stops all writes at once, so that no sync does the same again, and notes the job that puts a run back.
 * @returns null as for beginBrake
 */
export async function beginUndo(
	account: string,
	{ id, items }: Undone,
	facts: Pick<StopFacts, 'job'>,
	ports: StopPorts,
): Promise<DeskJob | null> {
	const wanted = { kind: 'undo' as const, items, reason: '', until: null, undoes: id };
	const job = await noteJob(account, wanted, facts, ports);
	if (!job) return null;
	const cause = { by: 'undo' as const, reason: `実行 ${id} を元に戻す` };
	await ports.ledger.pauses.set(account, cause, { ifFree: true });
	return job;
}

/**
 * Notes the job that lets an item sell another product. The shop goes on meanwhile.
 * @returns null as for beginBrake
 */
export async function beginRecode(
	account: string,
	recodes: NonNullable<DeskJob['recodes']>,
	facts: Pick<StopFacts, 'job'>,
	ports: StopPorts,
): Promise<DeskJob | null> {
	// A list of chosen items: whatever else reads this job must not take it for one about the whole shop.
	const wanted = { kind: 'recode' as const, items: 1, reason: '', until: null, chosen: [] };
	return await noteJob(account, { ...wanted, recodes }, facts, ports);
}

/**
 * Notes the job that deletes items for good. The shop goes on meanwhile.
 * @returns null as for beginBrake
 */
export async function beginDeletion(
	account: string,
	chosen: readonly number[],
	facts: Pick<StopFacts, 'job'>,
	ports: StopPorts,
): Promise<DeskJob | null> {
	const wanted = { kind: 'delete' as const, items: chosen.length, reason: '', until: null };
	return await noteJob(account, { ...wanted, chosen: [...chosen] }, facts, ports);
}

async function noteJob(
	account: string,
	job: Omit<DeskJob, 'run' | 'asked_at'>,
	{ job: last }: Pick<StopFacts, 'job'>,
	{ ledger, now }: StopPorts,
): Promise<DeskJob | null> {
	const noted = { ...job, run: await makeFreeRunId(now, ledger.history), asked_at: toStamp(now) };
	return (await ledger.deskJobs.note(account, noted, last?.run ?? null)) ? noted : null;
}
