interface Waiter {
	at: number;
	order: number;
	wake: () => void;
}

/** A clock that jumps to the next thing that is waited for, as soon as all other work has stopped. */
export class SimulatedTime {
	private waiting: Waiter[] = [];
	private order = 0;

	/** @param now ms since 1970 */
	constructor(private time: number) {}

	readonly now = (): number => this.time;

	readonly sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
		signal?.throwIfAborted();
		const { promise, resolve, reject } = Promise.withResolvers<void>();
		const waiter = { at: this.time + Math.max(ms, 0), order: this.order++, wake: resolve };
		this.waiting.push(waiter);
		const withdraw = () => {
			this.waiting = this.waiting.filter((other) => other !== waiter);
			reject(signal?.reason);
		};
		signal?.addEventListener('abort', withdraw, { once: true });
		try {
			await promise;
		} finally {
			signal?.removeEventListener('abort', withdraw);
		}
	};

	/** Lets time pass until the work is done. */
	async run<T>(work: Promise<T>): Promise<T> {
		let isDone = false;
		const done = () => {
			isDone = true;
		};
		work.then(done, done);
		for (;;) {
			await new Promise(setImmediate);
			if (isDone) return await work;
			const next = this.takeNext();
			if (!next)
				throw new Error('Deadlock in simulated time: work is pending, but no timer is set');
			this.time = Math.max(this.time, next.at);
			next.wake();
		}
	}

	private takeNext(): Waiter | undefined {
		const [next] = this.waiting.toSorted(
			(one, other) => one.at - other.at || one.order - other.order,
		);
		this.waiting = this.waiting.filter((other) => other !== next);
		return next;
	}
}
