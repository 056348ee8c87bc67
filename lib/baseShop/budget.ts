/** BASE's published limits per access token; both windows start on the hour, days at midnight JST. */
export const CALLS_PER_HOUR = 5_000;
export const CALLS_PER_DAY = 100_000;
/** Kept for moves that lower risk: cuts, shows and refills must leave this much of the hour. */
export const KEPT_SHARE = 0.3;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const JAPAN_OFFSET_MS = 9 * HOUR_MS;

export interface Window {
	startsAt: number;
	lengthMs: number;
}

export const hourOf = (now: number): Window => ({
	startsAt: now - (now % HOUR_MS),
	lengthMs: HOUR_MS,
});

export const dayOf = (now: number): Window => ({
	startsAt: now - ((now + JAPAN_OFFSET_MS) % DAY_MS),
	lengthMs: DAY_MS,
});

/** Where the counts are kept, so that they survive a restart and hold for every process. */
export interface CountStore {
	take(
		name: string,
		window: Window,
		amount: number,
		limit: number,
	): Promise<{ ok: boolean; used: number }>;
	raise(name: string, window: Window, used: number): Promise<void>;
}

export type Urgency = 'lowers_risk' | 'adds_risk';

/** What may still be called for one account. */
export class CallBudget {
	private readonly counts: CountStore;
	private readonly account: string;
	private readonly now: () => number;

	constructor(options: { counts: CountStore; account: string; now: () => number }) {
		this.counts = options.counts;
		this.account = options.account;
		this.now = options.now;
	}

	/** Takes `calls` from the hour and the day; false = not enough left, nothing taken. */
	async take(calls: number, urgency: Urgency = 'lowers_risk'): Promise<boolean> {
		const share = urgency === 'adds_risk' ? 1 - KEPT_SHARE : 1;
		const hour = await this.counts.take(
			this.hourName,
			hourOf(this.now()),
			calls,
			Math.floor(CALLS_PER_HOUR * share),
		);
		if (!hour.ok) return false;
		const day = await this.counts.take(this.dayName, dayOf(this.now()), calls, CALLS_PER_DAY);
		return day.ok;
	}

	/** BASE itself says that a window is used up. */
	async exhausted(window: 'hour' | 'day'): Promise<void> {
		if (window === 'hour') {
			await this.counts.raise(this.hourName, hourOf(this.now()), CALLS_PER_HOUR);
		} else {
			await this.counts.raise(this.dayName, dayOf(this.now()), CALLS_PER_DAY);
		}
	}

	private get hourName(): string {
		return `base-hour/${this.account}`;
	}

	private get dayName(): string {
		return `base-day/${this.account}`;
	}
}
