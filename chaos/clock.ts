import timers from 'node:timers/promises';

/**
 * A clock for a process whose days pass in seconds: the time of day is the real one plus an offset,
 * and a wait moves the clock on instead of lasting. Timers of ten seconds and more (deadlines) are
 * shortened likewise; short ones are left as they are.
 */

const REAL_DATE = Date;
const REAL_TIMEOUT = globalThis.setTimeout;
/** So many times shorter than asked for. */
const WAITS_SHORTENED_BY = 400;
/** No wait takes longer: a brake waits for BASE's next day. */
const LONGEST_WAIT_MS = 500;
const DEADLINES_SHORTENED_BY = 20;
const LONG_TIMER_MS = 10_000;
/** A wait that is told to whoever wants to know the time. */
const TOLD_MS = 400;

let offsetMs = 0;
/** What waits have added to the clock that nobody sets. */
let waitedMs = 0;
let isInstalled = false;

export const realNow = (): number => REAL_DATE.now();

/** The time of day with fractions of a millisecond: at a million times the speed a quota needs them. */
export const preciseNow = (): number => performance.timeOrigin + performance.now() + offsetMs;

/** Sets the time of day, ms since 1970; it goes on from there. */
export function setClock(now: number): void {
	offsetMs = Math.round(now - realNow());
}

/** Moves the time of day on; a time that is past already changes nothing. */
export function advanceTo(time: number): void {
	offsetMs = Math.max(offsetMs, Math.round(time - realNow()));
}

/** Replaces the time of day and the waits of this process, once; before anything else is loaded. */
export function installClock(now: number): void {
	setClock(now);
	if (isInstalled) return;
	isInstalled = true;
	class ShiftedDate extends REAL_DATE {
		constructor(...given: [] | [number | string | Date]) {
			super(...((given.length === 0 ? [REAL_DATE.now() + offsetMs] : given) as [number]));
		}
		static override now(): number {
			return REAL_DATE.now() + offsetMs;
		}
		/** Dates that Node itself makes (of files) are dates too. */
		static override [Symbol.hasInstance](value: unknown): boolean {
			return Object.prototype.toString.call(value) === '[object Date]';
		}
	}
	globalThis.Date = ShiftedDate as DateConstructor;
}

/**
 * Makes waits short: for the process that runs the workflows, never for the one that serves them.
 * @param onWaited called after each wait of some length
 */
export function shortenWaits(onWaited: () => void): void {
	const wait = timers.setTimeout;
	timers.setTimeout = async <T>(ms = 1, value?: T, options?: object): Promise<T> => {
		const until = performance.now() + ms;
		const shortened = Math.min(ms / WAITS_SHORTENED_BY, LONGEST_WAIT_MS);
		const result = await wait(Math.max(1, shortened), value, options);
		const left = Math.max(0, until - performance.now());
		waitedMs += left;
		offsetMs += Math.round(left);
		if (left >= TOLD_MS) onWaited();
		return result as T;
	};
	const steadyNow = performance.now.bind(performance);
	performance.now = () => steadyNow() + waitedMs;
	globalThis.setTimeout = ((callback: () => void, ms = 1, ...rest: []) =>
		REAL_TIMEOUT(
			callback,
			ms >= LONG_TIMER_MS ? ms / DEADLINES_SHORTENED_BY : ms,
			...rest,
		)) as typeof setTimeout;
}
