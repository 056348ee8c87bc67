import type { DeskJob } from '../../ledger/desk/deskRecords';
import type { Ledger } from '../../ledger/ledger';
import { makeRunId } from '../../ledger/runs/makeRunId';
import { toStamp } from '../../listing/stamp';
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
}

/** Lets the runs write again; not what a brake stopped: that is released. */
export async function resumeShop(account: string, { ledger }: StopPorts): Promise<void> {
	await ledger.pauses.clear(account);
}

/**
 * Stops all writes at once and notes the job that hides the items. If n8n dies before the job begins, the shop is
 * stopped all the same, and the page says that nothing was hidden.
 */
export async function beginBrake(
	account: string,
	{ reason, until }: Pick<DeskJob, 'reason' | 'until'>,
	{ list }: Pick<StopFacts, 'list'>,
	{ ledger, now }: StopPorts,
): Promise<DeskJob> {
	const cause = `${until === null ? '緊急停止' : '休業'}${reason === '' ? '' : ` (${reason})`}`;
	await ledger.pauses.set(account, { by: 'brake', reason: cause }, { ifFree: true });
	const items = list?.visible ?? 0;
	return await noteJob(account, { kind: 'brake', items, reason, until }, { ledger, now });
}

/** Notes the job that shows again what the brake hid. The stop ends with the job. */
export const beginRelease = async (
	account: string,
	{ hidden }: Pick<StopFacts, 'hidden'>,
	ports: StopPorts,
): Promise<DeskJob> =>
	await noteJob(account, { kind: 'release', items: hidden, reason: '', until: null }, ports);

/** Stops all writes at once, so that no sync does the same again, and notes the job that puts a run back. */
export async function beginUndo(
	account: string,
	undoes: string,
	items: number,
	ports: StopPorts,
): Promise<DeskJob> {
	const cause = { by: 'undo' as const, reason: `実行 ${undoes} の取り消し` };
	await ports.ledger.pauses.set(account, cause, { ifFree: true });
	const job = { kind: 'undo' as const, items, reason: '', until: null, undoes };
	return await noteJob(account, job, ports);
}

async function noteJob(
	account: string,
	job: Omit<DeskJob, 'run' | 'asked_at'>,
	{ ledger, now }: StopPorts,
): Promise<DeskJob> {
	const noted = { ...job, run: makeRunId(now), asked_at: toStamp(now) };
	await ledger.desk.noteJob(account, noted);
	return noted;
}
