import type { Listing } from '../../listing/listing';
import type { Edits } from '../../listing/memory';
import {
	updateListing,
	type EditPlan,
	type EditResult,
	type UpdatePorts,
} from '../edits/updateListing';
import { AccountRefusedError, QuotaExceededError } from '../errors';
import type { ShopClient } from '../ports';
import type { ShopData } from '../shopData';

/** The parts shared by the jobs that a person starts (brake, release, undo). */

/** One shop account, as such a job works on it. */
export interface JobShop {
	account: string;
	client: ShopClient;
	data: ShopData;
	ports: UpdatePorts;
	/** Milliseconds since 1970. */
	now: () => number;
}

/** The outcome of one item's edits, as the item reports it. */
export type JobResult = Pick<EditResult, 'edits' | 'error'> & {
	action: EditResult['action'] | 'dry_run';
};

/** One item of a job: as the shop shows it, what was to be done, and the outcome. */
export interface JobStep {
	asin: string | null;
	listing: Listing;
	edits: Edits;
	why: string[];
	result: JobResult;
}

export interface JobPorts {
	updates: UpdatePorts;
	/** Throws if a person pressed Stop. */
	requireRunning: () => void;
	/** True if the job waits when the hour is used up. */
	waits: boolean;
	sleep: (ms: number) => Promise<void>;
	/** Puts an error into words for the owner. */
	describe: (error: unknown) => string;
}

const RETRY_MS = 5_000;

/** Sends edits one by one; after the account's first refusal, the rest is only deferred. */
export class Job {
	private stopped: string | null = null;

	constructor(private readonly ports: JobPorts) {}

	async send(plan: EditPlan): Promise<JobResult> {
		return await this.attempt(plan.edits, async () => {
			const { action, edits, error } = await updateListing(plan, this.ports.updates);
			return { action, edits, error };
		});
	}

	/**
	 * Runs one step. If BASE says that a quota is used up, the job waits for it; any other refusal
	 * stops the job.
	 */
	async attempt(edits: Edits, step: () => Promise<JobResult>): Promise<JobResult> {
		for (;;) {
			this.ports.requireRunning();
			if (this.stopped !== null) return { action: 'deferred', edits, error: this.stopped };
			try {
				return await step();
			} catch (error) {
				// A single bad file or answer ends only its own item.
				if (!(error instanceof AccountRefusedError)) return this.failedBy(error, edits);
				if (!this.mayWaitFor(error)) this.stopped = error.message;
				else await this.ports.sleep(RETRY_MS);
			}
		}
	}

	private mayWaitFor(error: AccountRefusedError): boolean {
		return this.ports.waits && error instanceof QuotaExceededError && error.window === 'hour';
	}

	private failedBy(error: unknown, edits: Edits): JobResult {
		this.ports.requireRunning();
		return { action: 'failed', edits, error: this.ports.describe(error) };
	}
}
