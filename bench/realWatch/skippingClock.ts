import { setImmediate as nextTurn } from 'node:timers/promises';
import { replaceTime, type TimeSource } from './replaceTime';
import { TimerQueue } from './timerQueue';

/** Nobody works if nothing is under way for so many turns of the event loop. */
const QUIET_TURNS = 4;
/** Nothing that waits in this process takes longer; only a mistake does, ms of real time. */
const LONGEST_WORK_MS = 5 * 60_000;

const realNow = performance.now.bind(performance);

export interface ClockOptions {
	/** Where the simulated time begins, ms since 1970. */
	start: number;
	/** Tells whether anything is under way that brings itself to an end, whatever the time is. */
	isBusy: () => boolean;
}

/**
 * A clock that takes the place of the process's own. While the process works it stands still; once all work has
 * stopped, the time that the work took passes at once, and then the clock jumps to the next timer.
 */
export class SkippingClock implements TimeSource {
	readonly queue = new TimerQueue();
	private time: number;
	private readonly isBusy: () => boolean;
	private mark = takeMark();
	private worked = 0;

	constructor({ start, isBusy }: ClockOptions) {
		this.time = start;
		this.isBusy = isBusy;
	}

	/** Milliseconds since 1970, with fractions. */
	readonly now = (): number => this.time;

	/** All simulated time that passed with work, ms. */
	get workedMs(): number {
		return this.worked;
	}

	/** Lets time pass until the work is done, and gives the process its own clock back. */
	async run<T>(work: () => Promise<T>): Promise<T> {
		const restore = replaceTime(this);
		try {
			this.mark = takeMark();
			return await this.passUntil(work());
		} finally {
			restore();
		}
	}

	private async passUntil<T>(work: Promise<T>): Promise<T> {
		let isDone = false;
		const done = () => {
			isDone = true;
		};
		work.then(done, done);
		while (!isDone) await this.pass();
		return await work;
	}

	/** One timer in a turn: what follows from it is done before the next one. */
	private async pass(): Promise<void> {
		const timer = this.queue.take(this.time);
		timer?.call();
		await nextTurn();
		if (timer || !(await this.isQuiet())) return;
		this.passWork();
		this.time = Math.max(this.time, this.queue.nextAt ?? this.time);
	}

	private async isQuiet(): Promise<boolean> {
		const begun = realNow();
		for (let quiet = 0; quiet < QUIET_TURNS;) {
			quiet = this.isBusy() ? 0 : quiet + 1;
			await nextTurn();
			if ((this.queue.nextAt ?? Infinity) <= this.time) return false;
			if (realNow() - begun > LONGEST_WORK_MS) throw new Error('Some work never ends');
		}
		return true;
	}

	/** Work takes its time, but not the time that other programs took from it. */
	private passWork(): void {
		const [before, now] = [this.mark, takeMark()];
		const ms = Math.min(now.real - before.real, now.ofProcess - before.ofProcess);
		this.mark = now;
		this.worked += ms;
		this.time += ms;
	}
}

function takeMark(): { real: number; ofProcess: number } {
	const { user, system } = process.cpuUsage();
	return { real: realNow(), ofProcess: (user + system) / 1000 };
}
