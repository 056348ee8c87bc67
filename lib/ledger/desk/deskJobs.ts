import { changeRecord } from '../../stores/changeRecord';
import type { Store } from '../../stores/store';

/** A job that the owner started at the desk and that goes on in the background. */
export interface DeskJob {
	kind: 'brake' | 'release' | 'undo' | 'recode' | 'delete';
	/** Number of its run, given before it begins. */
	run: string;
	/** ISO 8601 with offset. */
	asked_at: string;
	/** Items that it was to work on, by the list that the page showed. */
	items: number;
	/** The owner's words; empty = none. */
	reason: string;
	/** Day of return of closed days, ISO 8601 with offset; null = until it is released. */
	until: string | null;
	/** Numbers of the only items that a brake hides, or that are deleted; absent = all that are on sale. */
	chosen?: number[];
	/** Number of the run that an undo puts back; absent for any other job. */
	undoes?: string;
	/** The item that gets another ASIN, and that ASIN; absent for any other job. */
	recodes?: { item_id: number; asin: string };
}

/** The last job, with the numbers of those before it, oldest first. */
interface JobRecord extends DeskJob {
	earlier: string[];
}

const MOST_EARLIER = 20;

/** The jobs that the owner started at the desk, by account. In no backup: another machine does not do them. */
export class DeskJobs {
	constructor(private readonly store: Store) {}

	/**
	 * Notes the job that the owner has just started, unless another one was started since the page was made.
	 * @param last number of the last job that the page knew; null = none
	 * @returns false if nothing was noted
	 */
	async note(account: string, job: DeskJob, last: string | null): Promise<boolean> {
		let isNoted = false;
		await changeRecord<JobRecord>(this.store, 'desk', nameJob(account), (found) => {
			isNoted = (found?.run ?? null) === last;
			const earlier = found ? [...found.earlier, found.run].slice(-MOST_EARLIER) : [];
			return isNoted ? { ...job, earlier } : undefined;
		});
		return isNoted;
	}

	/** True if the owner started this run at the desk, lately. */
	async isJob(account: string, run: string): Promise<boolean> {
		const found = (await this.store.read('desk', [nameJob(account)])).get(nameJob(account));
		const job = found as JobRecord | undefined;
		return job !== undefined && (job.run === run || job.earlier.includes(run));
	}

	/** Returns the job that the owner started last; null if they never did. */
	async last(account: string): Promise<DeskJob | null> {
		const found = (await this.store.read('desk', [nameJob(account)])).get(nameJob(account));
		if (!found) return null;
		const { earlier: _, ...job } = found as unknown as JobRecord;
		return job;
	}
}

const nameJob = (account: string): string => `job/${account}`;
