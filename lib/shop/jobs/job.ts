import type { HeldMove } from '../../changes/decision';
import type { Listing } from '../../listing/listing';
import type { Edits } from '../../listing/memory';
import type { Gate } from '../gate/gate';
import type { EditAction, Intent } from '../gate/intent';
import type { UpdatePorts } from '../gate/writeEdits';
import { AccountRefusedError, QuotaExceededError } from '../errors';
import type { ShopReader } from '../ports';
import type { ShopData } from '../shopData';

/** The parts shared by the jobs that a person starts (brake, release, undo). */

/** One shop account, as such a job works on it. */
export interface JobShop {
	account: string;
	client: ShopReader;
	data: ShopData;
	/** The job's calls. */
	budget: UpdatePorts['budget'];
	/** Milliseconds since 1970. */
	now: () => number;
}

/** The outcome of one item's edits, as the item reports it. */
export interface JobResult {
	action: EditAction | 'dry_run';
	/** The edits that were sent, or would have been. */
	edits: Edits;
	/** Why it was not carried out, for the owner; null if it was. */
	error: string | null;
	/** Moves that must wait; absent = none. */
	held?: HeldMove[];
}

/** One item of a job: as the shop shows it, what was to be done, and the outcome. */
export interface JobStep {
	asin: string | null;
	listing: Listing;
	edits: Edits;
	why: string[];
	result: JobResult;
}

/** Asks Amazon about products, and keeps the answers in the cache. */
export type ConfirmOffers = (asins: readonly string[]) => Promise<void>;

/** A job asks Amazon about so many edits ahead: their answers must be young when they are sent. */
export const CONFIRMED_AHEAD = 100;

export interface JobPorts {
	gate: Gate;
	/** Throws if a person pressed Stop. */
	requireRunning: () => void;
	/** Shows that the job is alive. @throws Error if another run has taken its place */
	keepAlive: () => Promise<void>;
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

	async send(intent: Omit<Intent, 'decided'>): Promise<JobResult> {
		let { isLooked } = intent;
		return await this.attempt(intent.edits, async () => {
			const asked = { ...intent, isLooked, decided: null };
			// After a refusal hours may pass, in which the owner has changed the item.
			isLooked = false;
			const { action, edits, error, held } = await this.ports.gate.send(asked);
			return { action, edits, error, held };
		});
	}

	/** Returns the part of an edit that may go now, and the moves that must wait. */
	async check(
		intent: Omit<Intent, 'decided'>,
	): Promise<{ edits: Edits; held: HeldMove[]; offerFetchedAt: string | null }> {
		return await this.ports.gate.check({ ...intent, decided: null });
	}

	/**
	 * Runs one step. If BASE says that a quota is used up, the job waits for it; any other refusal
	 * stops the job.
	 */
	async attempt(edits: Edits, step: () => Promise<JobResult>): Promise<JobResult> {
		for (;;) {
			this.ports.requireRunning();
			await this.ports.keepAlive();
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

	async sleep(ms: number): Promise<void> {
		await this.ports.sleep(ms);
	}

	private mayWaitFor(error: AccountRefusedError): boolean {
		return this.ports.waits && error instanceof QuotaExceededError && error.window === 'hour';
	}

	private failedBy(error: unknown, edits: Edits): JobResult {
		this.ports.requireRunning();
		return { action: 'failed', edits, error: this.ports.describe(error) };
	}
}
