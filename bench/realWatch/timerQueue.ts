export interface QueuedTimer {
	/** When it is due, ms. */
	at: number;
	call: () => void;
}

/** Timers in the order in which they are due; those of the same time as they came. */
export class TimerQueue {
	private readonly timers: QueuedTimer[] = [];

	/** When the next one is due, ms; null = none waits. */
	get nextAt(): number | null {
		return this.timers[0]?.at ?? null;
	}

	add(timer: QueuedTimer): void {
		let [from, until] = [0, this.timers.length];
		while (from < until) {
			const middle = (from + until) >> 1;
			if (this.timers[middle]!.at <= timer.at) from = middle + 1;
			else until = middle;
		}
		this.timers.splice(from, 0, timer);
	}

	remove(timer: QueuedTimer): void {
		const place = this.timers.indexOf(timer);
		if (place >= 0) this.timers.splice(place, 1);
	}

	/** @returns the next timer that is due; undefined = none is */
	take(now: number): QueuedTimer | undefined {
		return (this.nextAt ?? Infinity) <= now ? this.timers.shift() : undefined;
	}
}
