import { isYounger } from '../../listing/age';
import type { DeskJob } from '../../ledger/desk/deskRecords';
import type { Ledger } from '../../ledger/ledger';

/** n8n begins a job within seconds; after this time it will not come any more. */
export const BEGINS_MS = 2 * 60_000;

const FORGOTTEN_MS = 7 * 86_400_000;

/**
 * Finds the job that the owner asked for last, if n8n never began it: it was stopped in between, and nothing else
 * tells of it. A brake or a release is looked for as long as the brake holds, any other job for a week.
 * @param now milliseconds since 1970
 */
export async function findLostJob(
	account: string,
	{ desk, history, brakes }: Pick<Ledger, 'desk' | 'history' | 'brakes'>,
	now: number,
): Promise<DeskJob | null> {
	const job = await desk.lastJob(account);
	if (!job || isYounger(job.asked_at, BEGINS_MS, now)) return null;
	const isOfBrake = job.kind === 'brake' || job.kind === 'release';
	const isOpen = isOfBrake
		? (await brakes.last(account)) !== null
		: isYounger(job.asked_at, FORGOTTEN_MS, now);
	return isOpen && (await history.get(job.run)) === null ? job : null;
}
