import Bottleneck from 'bottleneck';
import type { RateLimit } from './rateLimit';

/** Lower numbers are served first: confirming items that moved comes before the routine pass. */
export const priorities = { urgent: 0, routine: 5, idle: 9 } as const;

export interface LimiterPorts {
	/** Milliseconds, from a clock that is never set; the reports' times come from the same clock. */
	now: () => number;
	/** Resolves after `ms`. */
	sleep: (ms: number) => Promise<void>;
}

export interface TurnRequest {
	/** One of `priorities`; default routine. */
	priority?: number;
	/** Releases the waiter at once, without using its turn. */
	signal?: AbortSignal;
}

/** When any worker's last call left, kept where all workers see it. */
export interface SharedLastCall {
	/**
	 * Takes the next call for this worker, if the last one of all workers is old enough.
	 * @param distanceMs the least time until the call after it; whole milliseconds
	 * @returns 0 if it may start now, else how long to wait before asking again, ms
	 */
	claim(distanceMs: number): Promise<number>;
	/** Notes that the claimed call has left just now: the others count their distance from here. */
	note(distanceMs: number): Promise<void>;
}

/** How several processes share one bucket. */
export interface Clustering {
	bottleneck: Bottleneck.ConstructorOptions;
	lastCall: SharedLastCall;
}

/** The information about the bucket from the answer to a call. */
export interface CallReport {
	/** When the request left this machine, ms. */
	sentAt: number;
	/** When the answer was complete, ms. */
	answeredAt: number;
	/** `x-amzn-RateLimit-Limit`, if the answer had it. */
	ratePerSecond?: number;
	throttled?: boolean;
}

interface Waiter {
	priority: number;
	resolve: () => void;
	reject: (reason: unknown) => void;
}

/** Largest share of an interval that is added against jitter between us and Amazon's clock. */
const GUARD_SHARE = 0.015;
/** The smallest guard: the delay of a busy process, however fast the calls may follow each other. */
const SMALLEST_GUARD_MS = 5;
/** The share between workers, whose jitter adds up and is not observed together. */
const SHARED_GUARD_SHARE = 0.03;
const LATENCY_SAMPLES = 20;
const EASE_AFTER_429 = 0.8;
const SLOWEST_EASE = 0.25;
const RECOVERY_PER_ANSWER = 0.05;

/**
 * Paces the calls of one operation under one credential: one token at a time, never a burst.
 *
 * Bottleneck spaces the turns. Two things it cannot do are added around it: a waiter that is cancelled
 * gives its turn to the next one, and a rate that the server lowers counts from the last call on. After a
 * restart the state of Amazon's bucket is unknown, so it is assumed to be empty: the first call waits one
 * interval.
 */
export class OperationLimiter {
	readonly row: RateLimit;
	private bottleneck: Bottleneck;
	/** Time of day when the last turn was requested. */
	private askedAt = 0;
	private readonly ports: LimiterPorts;
	private readonly waiters: Waiter[] = [];
	private readonly latencies: number[] = [];
	private pumping = false;
	/** The server's rate if it gave one, else the published one. */
	private fullRate: number;
	/** 1 = full rate; each 429 lowers it, and each good answer raises it a little. */
	private ease = 1;
	private notBefore = 0;

	constructor(
		row: RateLimit,
		ports: LimiterPorts,
		private readonly clustering?: Clustering,
	) {
		this.row = row;
		this.ports = ports;
		this.fullRate = row.ratePerSecond;
		this.bottleneck = this.newBottleneck();
		this.startEmpty();
	}

	private newBottleneck(): Bottleneck {
		return new Bottleneck({
			...this.clustering?.bottleneck,
			minTime: this.spacingMs,
			// A worker that dies in its turn must not block the turns of the others.
			maxConcurrent: this.isShared ? null : 1,
		});
	}

	/**
	 * Bottleneck uses the time of day: if the clock is set back by hours it would wait that long. A new
	 * one does not wait; `notBefore` keeps the distance to the last call.
	 */
	private bottleneckNow(): Bottleneck {
		const now = Date.now();
		if (!this.isShared && now < this.askedAt) this.bottleneck = this.newBottleneck();
		this.askedAt = now;
		return this.bottleneck;
	}

	private get isShared(): boolean {
		return this.clustering !== undefined;
	}

	/** The present time between two calls, ms. */
	get intervalMs(): number {
		return 1000 / (this.fullRate * this.ease);
	}

	/**
	 * No worker sees all answers, so a small distance is added against jitter from the start. It is in
	 * whole milliseconds: Bottleneck's scripts pass it to PEXPIRE, and a fraction would stop every
	 * worker.
	 */
	private get spacingMs(): number {
		return this.isShared ? Math.ceil(this.intervalMs * (1 + SHARED_GUARD_SHARE)) : this.intervalMs;
	}

	/** Resolves when a call may start; rejects with the signal's reason if it is cancelled first. */
	async turn({ priority = priorities.routine, signal }: TurnRequest = {}): Promise<void> {
		signal?.throwIfAborted();
		const { promise, resolve, reject } = Promise.withResolvers<void>();
		const waiter: Waiter = { priority, resolve, reject };
		const withdraw = () => {
			this.waiters.splice(this.waiters.indexOf(waiter), 1);
			reject(signal?.reason);
		};
		signal?.addEventListener('abort', withdraw, { once: true });
		this.enqueue(waiter);
		void this.pump();
		try {
			await promise;
		} finally {
			signal?.removeEventListener('abort', withdraw);
		}
	}

	/**
	 * Must be called when a call's connection stands: a turn may have waited for a token or a slow
	 * connection, and Amazon counts from the arrival.
	 */
	sent(): void {
		this.spaceFrom(this.ports.now());
		// A lost Redis shows in the turn that waits for it.
		this.clustering?.lastCall.note(this.sharedDistanceMs).catch(() => undefined);
	}

	/** Must be called for every call that took a turn. */
	report({ sentAt, answeredAt, ratePerSecond, throttled }: CallReport): void {
		if (throttled) {
			this.ease = Math.max(this.ease * EASE_AFTER_429, SLOWEST_EASE);
			this.changeRate(ratePerSecond);
			this.holdUntil(answeredAt + this.intervalMs);
			return;
		}
		this.ease = Math.min(this.ease + RECOVERY_PER_ANSWER, 1);
		this.changeRate(ratePerSecond);
		this.latencies.push(answeredAt - sentAt);
		if (this.latencies.length > LATENCY_SAMPLES) this.latencies.shift();
		this.spaceFrom(sentAt);
	}

	private enqueue(waiter: Waiter): void {
		const place = this.waiters.findIndex((other) => other.priority > waiter.priority);
		this.waiters.splice(place < 0 ? this.waiters.length : place, 0, waiter);
	}

	/** Requests one turn at a time from Bottleneck, and gives it to the first waiter when it comes. */
	private async pump(): Promise<void> {
		if (this.pumping) return;
		this.pumping = true;
		try {
			while (this.waiters.length > 0) {
				await this.scheduleNext();
			}
		} catch (error) {
			for (const waiter of this.waiters.splice(0)) waiter.reject(error);
		} finally {
			this.pumping = false;
		}
	}

	private async scheduleNext(): Promise<void> {
		try {
			await this.bottleneckNow().schedule(() => this.serveNext());
		} catch (error) {
			if (!isForgotten(error)) throw error;
			// Redis lost the limiter's keys (idle for a day, FLUSHALL). A new limiter writes them again.
			this.bottleneck = this.newBottleneck();
			this.startEmpty();
			await this.bottleneck.schedule(() => this.serveNext());
		}
	}

	private async serveNext(): Promise<void> {
		while (this.waiters.length > 0) {
			const early = await this.timeLeft();
			if (early <= 0) break;
			await this.ports.sleep(early);
		}
		const waiter = this.waiters.shift();
		if (!waiter) return;
		this.spaceFrom(this.ports.now());
		waiter.resolve();
	}

	/**
	 * Returns how long the next call must still wait, ms. Bottleneck spaces the turns as they were
	 * planned; a busy worker takes its turn late, and the next worker's call would follow it too soon.
	 */
	private async timeLeft(): Promise<number> {
		if (this.clustering) return await this.clustering.lastCall.claim(this.sharedDistanceMs);
		return this.notBefore - this.ports.now();
	}

	private get sharedDistanceMs(): number {
		return Math.ceil(this.intervalMs * (1 + GUARD_SHARE));
	}

	/** The state of Amazon's bucket is unknown, so the first turn is spent on waiting. */
	private startEmpty(): void {
		if (this.isShared) {
			// The turn is taken from all workers equally; a lost Redis shows in the turn that waits for
			// it.
			this.bottleneck.schedule(async () => undefined).catch(() => undefined);
		} else this.holdUntil(this.ports.now() + this.intervalMs);
	}

	/**
	 * Keeps the next call's distance from one that was sent at `sentAt`. Shared calls are spaced in Redis
	 * alone.
	 */
	private spaceFrom(sentAt: number): void {
		if (!this.isShared) this.holdUntil(sentAt + this.intervalMs + this.guardMs());
	}

	private changeRate(ratePerSecond: number | undefined): void {
		if (ratePerSecond !== undefined && ratePerSecond > 0) this.fullRate = ratePerSecond;
		// A lost Redis shows in the turn that waits for it.
		const updated: unknown = this.bottleneck.updateSettings({ minTime: this.spacingMs });
		Promise.resolve(updated).catch(() => undefined);
	}

	private holdUntil(time: number): void {
		this.notBefore = Math.max(this.notBefore, time);
	}

	/**
	 * Amazon's bucket holds one token: a call that arrives a moment early is rejected. The spread of the
	 * answers' latencies shows how unevenly calls arrive.
	 */
	private guardMs(): number {
		if (this.latencies.length === 0) return 0;
		const spread = Math.max(...this.latencies) - Math.min(...this.latencies);
		return Math.min(spread, Math.max(this.intervalMs * GUARD_SHARE, SMALLEST_GUARD_MS));
	}
}

/** Bottleneck looks for the bare word; Redis 7 puts `ERR` before it (bottleneck #205). */
const isForgotten = (error: unknown): boolean =>
	error instanceof Error && error.message.includes('SETTINGS_KEY_NOT_FOUND');
