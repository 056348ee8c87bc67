import type { Store } from '../../stores/store';
import { changeRecord } from '../../stores/changeRecord';

export type LeaseOutcome = { ok: true } | { ok: false; holder: string; until: number };

export interface Lease {
	holder: string;
	/** Milliseconds since 1970. */
	acquired_at: number;
	until: number;
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

	/** Takes the lease, or prolongs it if `holder` has it already; otherwise returns its holder and its end. */
	async acquire(name: string, holder: string, ttlMs: number): Promise<LeaseOutcome> {
		let outcome: LeaseOutcome = { ok: true };
		await changeRecord<Lease>(this.store, 'leases', name, (current) => {
			const now = this.now();
			if (current && current.holder !== holder && isRunning(current, now)) {
				outcome = { ok: false, holder: current.holder, until: current.until };
				return undefined;
			}
			outcome = { ok: true };
			return { holder, acquired_at: now, until: now + ttlMs };
		});
		return outcome;
	}

	/** Returns false if somebody else has taken it since: the caller must stop. */
	async renew(name: string, holder: string, ttlMs: number): Promise<boolean> {
		let isOurs = false;
		await changeRecord<Lease>(this.store, 'leases', name, (current) => {
			isOurs = current?.holder === holder;
			const now = this.now();
			return isOurs ? { holder, acquired_at: now, until: now + ttlMs } : undefined;
		});
		return isOurs;
	}

	/** Releases the lease if `holder` has it; a lease of another holder is left alone. */
	async release(name: string, holder: string): Promise<void> {
		await changeRecord<Lease>(this.store, 'leases', name, (current) =>
			current?.holder === holder ? null : undefined,
		);
	}

	/** Returns the present lease; null if it is free or has expired. */
	async current(name: string): Promise<Lease | null> {
		const found = await this.store.read('leases', [name]);
		const lease = found.get(name) as unknown as Lease | undefined;
		return lease && isRunning(lease, this.now()) ? lease : null;
	}
}

const isRunning = (lease: Lease, now: number): boolean =>
	lease.until > now && lease.acquired_at <= now + CLOCK_LEEWAY_MS;
