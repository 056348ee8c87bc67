const beatMs = 2;

/**
 * How late this process itself is. The real Amazon counts a call when it arrives; here a handler may
 * run late because the process was busy, and the next call, right on time, would be refused for it.
 */
export class OwnLag {
	private beatAt: number;
	private lateMs = 0;

	constructor(private readonly now: () => number) {
		this.beatAt = now();
		setInterval(() => this.beat(), beatMs).unref();
	}

	/** When whatever is being handled now may have arrived at the earliest, ms. */
	arrivedAt(): number {
		const now = this.now();
		const sinceBeat = Math.max(0, now - this.beatAt - beatMs);
		// Timers run before sockets are read: what a late beat held up is handled right after it.
		const heldUp = now - this.beatAt < beatMs ? this.lateMs : 0;
		return now - Math.max(sinceBeat, heldUp);
	}

	private beat(): void {
		const now = this.now();
		this.lateMs = Math.max(0, now - this.beatAt - beatMs);
		this.beatAt = now;
	}
}
