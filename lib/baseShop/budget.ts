import type { ShopBudget, Urgency } from '../shop/ports';
import { CALLS_PER_HOUR, KEPT_SHARE } from '../shop/shopLimits';

/** BASE's published limit per access token; its days begin at midnight JST. */
export const CALLS_PER_DAY = 100_000;
/** New items an account may add in a day. */
export const NEW_ITEMS_PER_DAY = 1_000;

const CLOCK_LEEWAY_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const JAPAN_OFFSET_MS = 9 * HOUR_MS;

export interface Window {
	startsAt: number;
	lengthMs: number;
}

export const startOfHour = (now: number): Window => ({
	startsAt: now - (now % HOUR_MS),
	lengthMs: HOUR_MS,
});

export const startOfDay = (now: number): Window => ({
	startsAt: now - ((now + JAPAN_OFFSET_MS) % DAY_MS),
	lengthMs: DAY_MS,
});

/** Stores the counts, so that they survive a restart and apply to every process. */
export interface CountStore {
	take(
		name: string,
		window: Window,
		amount: number,
		limit: number,
	): Promise<{ ok: boolean; used: number }>;
	raise(name: string, window: Window, used: number): Promise<void>;
}

/** The remaining calls of one account. */
export class CallBudget implements ShopBudget {
	private readonly counts: CountStore;
	private readonly account: string;
	private readonly now: () => number;

	constructor(options: { counts: CountStore; account: string; now: () => number }) {
		this.counts = options.counts;
		this.account = options.account;
		this.now = options.now;
	}

	/** Takes `calls` from the hour and the day; false if not enough are left (nothing is taken). */
	async take(calls: number, urgency: Urgency): Promise<boolean> {
		const share = urgency === 'adds_risk' ? 1 - KEPT_SHARE : 1;
		const hour = await this.counts.take(
			this.hourName,
			startOfHour(this.now()),
			calls,
			Math.floor(CALLS_PER_HOUR * share),
		);
		if (!hour.ok) return false;
		const day = await this.counts.take(this.dayName, startOfDay(this.now()), calls, CALLS_PER_DAY);
		return day.ok;
	}

	/** Counts calls that were made anyway, e.g. to read the shop's list; they are never refused. */
	async note(calls: number): Promise<void> {
		await this.counts.take(this.hourName, startOfHour(this.now()), calls, Infinity);
		await this.counts.take(this.dayName, startOfDay(this.now()), calls, Infinity);
	}

	/** Takes one of the day's new items; false if none are left. */
	async takeNewItem(): Promise<boolean> {
		const window = startOfDay(this.now());
		return (await this.counts.take(this.newItemsName, window, 1, NEW_ITEMS_PER_DAY)).ok;
	}

	/** Returns a new item that was not added after all. */
	async giveNewItemBack(): Promise<void> {
		await this.counts.take(this.newItemsName, startOfDay(this.now()), -1, Infinity);
	}

	/** Notes BASE's own statement that it accepts no more new items today. */
	async newItemsExhausted(): Promise<void> {
		await this.counts.raise(this.newItemsName, startOfDay(this.now()), NEW_ITEMS_PER_DAY);
	}

	/**
	 * Notes BASE's own statement that a window is used up. Right after the turn of the hour it may still
	 * mean the hour before, because its clock and ours differ by moments.
	 */
	async exhausted(window: 'hour' | 'day'): Promise<void> {
		if (window === 'hour') {
			const hour = startOfHour(this.now());
			if (this.now() - hour.startsAt < CLOCK_LEEWAY_MS) return;
			await this.counts.raise(this.hourName, hour, CALLS_PER_HOUR);
		} else {
			await this.counts.raise(this.dayName, startOfDay(this.now()), CALLS_PER_DAY);
		}
	}

	private get hourName(): string {
		return `base-hour/${this.account}`;
	}

	private get newItemsName(): string {
		return `base-new/${this.account}`;
	}

	private get dayName(): string {
		return `base-day/${this.account}`;
	}
}
