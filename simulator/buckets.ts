/** Tolerates the rounding of elapsed time x rate, never a real part of a token. */
const rounding = 1e-9;

/** A token bucket as Amazon runs one for each operation: full at the start. */
export class TokenBucket {
	private tokens: number;
	private filledAt: number;

	constructor(
		private rate: number,
		readonly burst: number,
		now: number,
	) {
		this.tokens = burst;
		this.filledAt = now;
	}

	get ratePerSecond(): number {
		return this.rate;
	}

	/** Changes the rate from now on; what was regained so far stays. */
	setRate(ratePerSecond: number, now: number): void {
		this.refill(now);
		this.rate = ratePerSecond;
	}

	/**
	 * Takes a token where there is one.
	 * @param arrivedAt when the call may have arrived, where this process was late to look: the bucket
	 * regains tokens from then on
	 */
	tryTake(now: number, arrivedAt = now): boolean {
		this.refill(now);
		if (this.tokens < 1 - rounding) return false;
		this.tokens = Math.max(0, this.tokens - 1);
		this.filledAt = Math.min(arrivedAt, now);
		return true;
	}

	private refill(now: number): void {
		const seconds = Math.max(0, now - this.filledAt) / 1000;
		this.tokens = Math.min(this.burst, this.tokens + seconds * this.rate);
		this.filledAt = now;
	}
}

/** So many calls in a window that begins with its first call (Chatwork's way). */
export class CallWindow {
	private startedAt = Number.NEGATIVE_INFINITY;
	private used = 0;

	constructor(
		readonly limit: number,
		private readonly windowMs: number,
	) {}

	tryTake(now: number): boolean {
		if (now >= this.resetsAt) {
			this.startedAt = now;
			this.used = 0;
		}
		if (this.used >= this.limit) return false;
		this.used += 1;
		return true;
	}

	get remaining(): number {
		return this.limit - this.used;
	}

	/** ms at which the count starts anew. */
	get resetsAt(): number {
		return this.startedAt + this.windowMs;
	}
}

/** So many calls in each hour or day of the clock (BASE's way), shifted by a time zone. */
export class ClockWindow {
	private window = Number.NaN;
	private used = 0;

	constructor(
		readonly limit: number,
		private readonly windowMs: number,
		private readonly shiftMs = 0,
	) {}

	tryTake(now: number): boolean {
		if (this.isFull(now)) return false;
		this.used += 1;
		return true;
	}

	isFull(now: number): boolean {
		const window = Math.floor((now + this.shiftMs) / this.windowMs);
		if (window !== this.window) {
			this.window = window;
			this.used = 0;
		}
		return this.used >= this.limit;
	}

	/** Calls taken in the current window. */
	get taken(): number {
		return this.used;
	}
}
