import type { Store } from '../../stores/store';
import { changeRecord } from '../../stores/changeRecord';

/** `replaced` is the lease of a holder that was dead before its time was up; absent = there was none. */
export type LeaseOutcome =
	| { ok: true; replaced?: Lease }
	| { ok: false; holder: string; until: number; progress?: Progress };

/** A process of n8n, to tell whether the holder of a lease can still be alive. */
export interface ProcessMark {
	host: string;
	pid: number;
	/** Random for each start: in a container every process has the same pid. */
	token: string;
}

/** How far a run is: items done, of all its items. */
export interface Progress {
	done: number;
	total: number;
}

export interface Lease {
	holder: string;
	/** Milliseconds since 1970. */
	acquired_at: number;
	until: number;
	/** The holder's process; absent = unknown. */
	process?: ProcessMark;
	/** Absent before the first items are done. */
	progress?: Progress;
}

export interface LeaseTerms {
	process?: ProcessMark;
	/** Whether the holder of a lease that has time left is gone; by default none is. */
	isDead?: (lease: Lease) => boolean;
}

/** A lease taken in the future comes from a wrong clock; it must not block for days. */
const CLOCK_LEEWAY_MS = 60 * 1000;

/**
 * Permissions to run: at most one holder per name, and a holder that dies is forgotten after its time.
 */
export class Leases {
	constructor(
		private readonly store: Store,
		private readonly now: () => number,
	) {}

	/** Takes the lease, or prolongs it if `holder` has it already; otherwise returns the present one. */
	async acquire(
		name: string,
		holder: string,
		ttlMs: number,
		{ process, isDead = () => false }: LeaseTerms = {},
	): Promise<LeaseOutcome> {
		let outcome: LeaseOutcome = { ok: true };
		await changeRecord<Lease>(this.store, 'leases', name, (current) => {
			const now = this.now();
			const other = current && current.holder !== holder && isRunning(current, now);
			if (other && !isDead(current)) {
				const { holder, until, progress } = current;
				outcome = { ok: false, holder, until, ...(progress ? { progress } : {}) };
				return undefined;
			}
			outcome = { ok: true, ...(other ? { replaced: current } : {}) };
			return { holder, acquired_at: now, until: now + ttlMs, ...(process ? { process } : {}) };
		});
		return outcome;
	}

	/**
	 * Prolongs the lease.
	 * @param work items done since the last time, and all items of the run
	 * @returns false if somebody else has taken it since: the caller must stop
	 */
	async renew(name: string, holder: string, ttlMs: number, work?: Progress): Promise<boolean> {
		let isOurs = false;
		await changeRecord<Lease>(this.store, 'leases', name, (current) => {
			isOurs = current?.holder === holder;
			if (!current || !isOurs) return undefined;
			const now = this.now();
			const progress = work ? { progress: addWork(current.progress, work) } : {};
			return { ...current, acquired_at: now, until: now + ttlMs, ...progress };
		});
		return isOurs;
	}

	/** Releases the lease if `holder` has it; a lease of another holder is left alone. */
	async release(name: string, holder: string): Promise<void> {
		await changeRecord<Lease>(this.store, 'leases', name, (current) =>
			current?.holder === holder ? null : undefined,
		);
	}

	/** Returns who took the lease last and did not give it back, although its time may be over; null = nobody. */
	async lastHolder(name: string): Promise<string | null> {
		const found = await this.store.read('leases', [name]);
		return (found.get(name) as Lease | undefined)?.holder ?? null;
	}

	/** Returns the present lease; null if it is free or has expired. */
	async current(name: string): Promise<Lease | null> {
		const found = await this.store.read('leases', [name]);
		const lease = found.get(name) as unknown as Lease | undefined;
		return lease && isRunning(lease, this.now()) ? lease : null;
	}
}

/** An item that is stored twice must not show more work than there is. */
const addWork = (before: Progress | undefined, { done, total }: Progress): Progress => ({
	done: Math.min((before?.done ?? 0) + done, total),
	total,
});

const isRunning = (lease: Lease, now: number): boolean =>
	lease.until > now && lease.acquired_at <= now + CLOCK_LEEWAY_MS;
