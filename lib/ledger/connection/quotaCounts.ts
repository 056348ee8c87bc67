import { changeRecord } from '../../stores/changeRecord';
import type { Store } from '../../stores/store';

/** A fixed period, e.g. the hour from :00 to :00 in which BASE counts calls. */
export interface QuotaWindow {
	/** Milliseconds since 1970. */
	startsAt: number;
	lengthMs: number;
}

export interface QuotaTake {
	/** false: not taken, nothing counted. */
	ok: boolean;
	/** Taken in this window so far, by all callers together. */
	used: number;
}

interface QuotaRecord {
	starts_at: number;
	used: number;
}

/** Counts against fixed windows, shared by all users of the store and kept over restarts. */
export class QuotaCounts {
	constructor(private readonly store: Store) {}

	/** Takes all of `amount` or nothing; 0 only reads the count. */
	async take(name: string, window: QuotaWindow, amount: number, limit: number): Promise<QuotaTake> {
		let outcome: QuotaTake = { ok: false, used: 0 };
		await changeRecord<QuotaRecord>(this.store, 'quotas', name, (current) => {
			const record = inWindow(current, window);
			const used = record.used + amount;
			outcome = used <= limit ? { ok: true, used } : { ok: false, used: record.used };
			return outcome.ok && amount !== 0 ? { ...record, used } : undefined;
		});
		return outcome;
	}

	/** Applies the server's own count, e.g. that the hour is used up; it never lowers the count. */
	async raise(name: string, window: QuotaWindow, used: number): Promise<void> {
		await changeRecord<QuotaRecord>(this.store, 'quotas', name, (current) => {
			const record = inWindow(current, window);
			return { ...record, used: Math.max(record.used, used) };
		});
	}
}

/**
 * Returns the count at the start of a window. Another machine whose clock runs ahead may have opened the
 * next window already: its count is continued. A window further ahead came from a wrong clock.
 */
function inWindow(current: QuotaRecord | undefined, window: QuotaWindow): QuotaRecord {
	const ahead = current ? current.starts_at - window.startsAt : -1;
	if (current && ahead >= 0 && ahead <= window.lengthMs) return current;
	return { starts_at: window.startsAt, used: 0 };
}
