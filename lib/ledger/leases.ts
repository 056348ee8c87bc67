import type { Store } from '../stores/store';
import { changeRecord } from '../stores/changeRecord';

export type LeaseOutcome = { ok: true } | { ok: false; holder: string; until: number };

export interface Lease {
	holder: string;
	/** Milliseconds since 1970. */
	acquired_at: number;
	until: number;
}

/** A lease taken in the future was taken by a wrong clock; it must not block for days. */
const CLOCK_LEEWAY_MS = 60 * 1000;

/** Who may run: at most one holder a name, and a holder that dies is forgotten after its time. */
export class Leases {
	constructor(
		private readonly store: Store,
		private readonly now: () => number,
	) {}

	/** Taken, or prolonged where `holder` has it already; else who has it, and until when. */
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

	/** False where somebody else has taken it since: the caller must stop. */
	async renew(name: string, holder: string, ttlMs: number): Promise<boolean> {
		let isOurs = false;
		await changeRecord<Lease>(this.store, 'leases', name, (current) => {
			isOurs = current?.holder === holder;
			const now = this.now();
			return isOurs ? { holder, acquired_at: now, until: now + ttlMs } : undefined;
		});
		return isOurs;
	}

	/** Gives back what `holder` has; another's lease is left alone. */
	async release(name: string, holder: string): Promise<void> {
		await changeRecord<Lease>(this.store, 'leases', name, (current) =>
			current?.holder === holder ? null : undefined,
		);
	}

	/** Who has it now; null where it is free or run out. */
	async current(name: string): Promise<Lease | null> {
		const found = await this.store.read('leases', [name]);
		const lease = found.get(name) as unknown as Lease | undefined;
		return lease && isRunning(lease, this.now()) ? lease : null;
	}
}

const isRunning = (lease: Lease, now: number): boolean =>
	lease.until > now && lease.acquired_at <= now + CLOCK_LEEWAY_MS;
