import fsPromises from 'node:fs/promises';
import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import { promisify } from 'node:util';
import type { BigIntStats, Stats } from 'node:fs';
import type { TimerQueue } from './timerQueue';

export interface TimeSource {
	/** Milliseconds since 1970, with fractions. */
	now: () => number;
	queue: TimerQueue;
}

type Call = (...given: unknown[]) => void;

/** What setTimeout and setInterval return. */
class Timer {
	at = 0;
	private isWaiting = false;

	constructor(
		private readonly source: TimeSource,
		private readonly ms: number,
		private readonly repeats: boolean,
		private readonly work: () => void,
	) {
		this.refresh();
	}

	readonly call = (): void => {
		this.isWaiting = false;
		if (this.repeats) this.refresh();
		this.work();
	};

	refresh(): this {
		this.close();
		this.at = this.source.now() + this.ms;
		this.source.queue.add(this);
		this.isWaiting = true;
		return this;
	}

	close(): this {
		if (this.isWaiting) this.source.queue.remove(this);
		this.isWaiting = false;
		return this;
	}

	ref(): this {
		return this;
	}

	unref(): this {
		return this;
	}

	hasRef(): boolean {
		return true;
	}

	[Symbol.dispose](): void {
		this.close();
	}
}

/** As Node does it: a shorter time is a millisecond, and fractions do not count. */
const readMs = (ms: unknown): number => (Number(ms) >= 1 ? Math.trunc(Number(ms)) : 1);

/**
 * Puts a source of time in the place of the process's own: Date, performance.now, the timers, and the dates of files.
 * @returns what puts the process's own back
 */
export function replaceTime(source: TimeSource): () => void {
	const restores = [
		replaceDate(source),
		replaceIn(performance, { now: () => source.now() - performance.timeOrigin }),
		replaceTimers(source),
		replaceFileDates(source),
	];
	return () => restores.forEach((restore) => restore());
}

function replaceIn<T extends object>(target: T, changed: Partial<T>): () => void {
	const names = Object.keys(changed) as Array<keyof T>;
	const own = names.map((name) => Object.getOwnPropertyDescriptor(target, name));
	for (const name of names) {
		Object.defineProperty(target, name, { ...WRITABLE, value: changed[name] });
	}
	return () => {
		names.forEach((name, place) => {
			if (own[place]) Object.defineProperty(target, name, own[place]);
			else delete target[name];
		});
	};
}

const WRITABLE = { configurable: true, enumerable: true, writable: true };

/** The class itself stays, so that old dates and new ones are of the same kind. */
function replaceDate({ now }: TimeSource): () => void {
	const restoreNow = replaceIn(Date, { now: () => Math.floor(now()) });
	const Replaced = new Proxy(Date, {
		construct: (target, given, newTarget) =>
			Reflect.construct(target, given.length > 0 ? given : [now()], newTarget) as Date,
		apply: () => new Date(now()).toString(),
	});
	const restoreClass = replaceIn(globalThis, { Date: Replaced });
	return () => {
		restoreClass();
		restoreNow();
	};
}

function replaceTimers(source: TimeSource): () => void {
	const start =
		(repeats: boolean) =>
		(work: Call, ms?: unknown, ...given: unknown[]) =>
			new Timer(source, readMs(ms), repeats, () => work(...given));
	const stop = (ofProcess: (timer: never) => void) => (timer: unknown) => {
		if (timer instanceof Timer) timer.close();
		else ofProcess(timer as never);
	};
	const sleep = sleepBy(source);
	const setTimeout = Object.assign(start(false), { [promisify.custom]: sleep });
	const changed = {
		...{ setTimeout, setInterval: start(true) },
		clearTimeout: stop(globalThis.clearTimeout),
		clearInterval: stop(globalThis.clearInterval),
	} as unknown as Partial<typeof globalThis>;
	const restores = [
		replaceIn(globalThis, changed),
		replaceIn(timers, changed as Partial<typeof timers>),
		replaceIn(timersPromises, { setTimeout: sleep as typeof timersPromises.setTimeout }),
	];
	return () => restores.forEach((restore) => restore());
}

const sleepBy =
	(source: TimeSource) =>
	async (ms?: number, value?: unknown, { signal }: { signal?: AbortSignal } = {}) => {
		if (signal?.aborted) throw abortError(signal);
		const { promise, resolve, reject } = Promise.withResolvers<void>();
		const timer = new Timer(source, readMs(ms), false, resolve);
		const withdraw = () => {
			timer.close();
			reject(abortError(signal!));
		};
		signal?.addEventListener('abort', withdraw, { once: true });
		try {
			await promise;
		} finally {
			signal?.removeEventListener('abort', withdraw);
		}
		return value;
	};

const abortError = ({ reason }: AbortSignal): Error =>
	Object.assign(new Error('The operation was aborted', { cause: reason }), {
		...{ name: 'AbortError', code: 'ABORT_ERR' },
	});

/**
 * The file system dates what it makes by the machine's own clock. The store dates its records by the clock of this
 * process, right after it made them: what has another date is not older than that moment.
 */
function replaceFileDates({ now }: TimeSource): () => void {
	const { lstat } = fsPromises;
	const start = now();
	const dated = async (...given: Parameters<typeof lstat>) => {
		const stats = (await lstat(...given)) as Stats | BigIntStats;
		if (Number(stats.mtimeMs) >= start) return stats;
		const isBig = typeof stats.mtimeMs === 'bigint';
		const mtimeMs = isBig ? BigInt(Math.floor(now())) : now();
		return Object.assign(stats, { mtimeMs });
	};
	return replaceIn(fsPromises, { lstat: dated as typeof lstat });
}
