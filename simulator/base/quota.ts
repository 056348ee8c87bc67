import { ClockWindow } from '../buckets';
import { BaseRefusal } from './errors';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Japan's day begins nine hours before that of UTC. */
const japanMs = 9 * hourMs;

/** 5,000 calls an hour and 100,000 a day, counted on the clock; 1,000 new items a day. */
export class BaseQuota {
	private readonly hour = new ClockWindow(5_000, hourMs);
	private readonly day = new ClockWindow(100_000, dayMs, japanMs);
	private readonly additions = new ClockWindow(1_000, dayMs, japanMs);

	constructor(
		private readonly now: () => number,
		private readonly speed: number,
	) {}

	/** @throws BaseRefusal where the hour or the day is used up. A refused call is not counted. */
	takeCall(): void {
		if (this.day.isFull(this.clock)) throw new BaseRefusal('day_api_limit');
		if (!this.hour.tryTake(this.clock)) throw new BaseRefusal('hour_api_limit');
		this.day.tryTake(this.clock);
	}

	/** @throws BaseRefusal where today's new items are used up. */
	takeAddition(): void {
		if (!this.additions.tryTake(this.clock)) throw new BaseRefusal('exceed_daily_limit');
	}

	/** Calls of the current hour. */
	get usedThisHour(): number {
		return this.hour.isFull(this.clock) ? this.hour.limit : this.hour.taken;
	}

	/** A clock that runs `speed` times as fast, so that an hour of limits passes sooner. */
	private get clock(): number {
		return this.now() * this.speed;
	}
}
