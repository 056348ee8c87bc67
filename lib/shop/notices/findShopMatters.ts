import type { Ledger } from '../../ledger/ledger';
import type { NewNotice } from '../../ledger/notices/notice';
import { findLostJob } from '../desk/lostJob';
import { findStillHidden } from './findStillHidden';
import { findWaves } from './findWaves';

/** Finds the matters of a shop as a whole, whichever items a run has looked at. */
export const findShopMatters = async (
	ledger: Pick<
		Ledger,
		'waves' | 'lists' | 'brakes' | 'journal' | 'items' | 'rules' | 'deskJobs' | 'history'
	>,
	account: string,
	run: string,
	now: number,
): Promise<NewNotice[]> => [
	...(await findWaves(ledger, account, run)),
	...(await findStillHidden(ledger, account, run)),
	...(await findLost(ledger, account, run, now)),
];

async function findLost(
	ledger: Pick<Ledger, 'brakes' | 'deskJobs' | 'history'>,
	account: string,
	run: string,
	now: number,
): Promise<NewNotice[]> {
	const job = await findLostJob(account, ledger, now);
	if (!job) return [];
	const { kind, asked_at } = job;
	const key = `lost_job ${job.run}`;
	return [{ key, kind: 'lost_job', item: null, run, facts: { kind, asked_at } }];
}
