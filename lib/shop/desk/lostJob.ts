import { isYounger } from '../../listing/age';
import type { DeskJob } from '../../ledger/desk/deskJobs';
import type { Ledger } from '../../ledger/ledger';

/** n8n begins a job within seconds; after this time it will not come any more. */
export const BEGINS_MS = 2 * 60_000;

const FORGOTTEN_MS = 7 * 86_400_000;

/**
 * Finds the job that the owner asked for last within a week, if n8n never began it: it was stopped in between, and
 * nothing else tells of it. A brake or a release is no matter any more once no brake holds.
 * @param now milliseconds since 1970
 */
export async function findLostJob(
	account: string,
	{ deskJobs, history, brakes }: Pick<Ledger, 'deskJobs' | 'history' | 'brakes'>,
	now: number,
): Promise<DeskJob | null> {
	const job = await deskJobs.last(account);
	if (!job || isYounger(job.asked_at, BEGINS_MS, now)) return null;
	// The records of runs are kept for longer.
	if (!isYounger(job.asked_at, FORGOTTEN_MS, now) || (await history.get(job.run)) !== null)
		return null;
	const isOfBrake = job.kind === 'brake' || job.kind === 'release';
	return isOfBrake && (await brakes.last(account)) === null ? null : job;
}
