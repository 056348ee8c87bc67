import timers from 'node:timers/promises';

/** So many times shorter than asked for. */
const SHORTENED_BY = 100;

/**
 * Pauses before another try are a hundredth as long, in this file or `describe`: for tests of what is tried and
 * what is said in the end. Tests of the pauses themselves keep them, and so do those of slow answers: the
 * simulator waits in the same process, by the same means.
 */
export function shortenWaits(): void {
	const wait = timers.setTimeout;
	beforeAll(() => {
		timers.setTimeout = async (ms = 1, value, options) =>
			await wait(ms / SHORTENED_BY, value, options);
	});
	afterAll(() => {
		timers.setTimeout = wait;
	});
}

/** Pauses of a Redis client between two tries, ms; its deadlines are longer. */
const RECONNECTS = { shortest: 100, longest: 2_000 };

/** To the end of the file a Redis client makes all its tries without pauses: it gives up at once, not in 30 s. */
export function shortenReconnects(): void {
	const { setTimeout } = globalThis;
	const hurried = (callback: () => void, ms = 0) =>
		setTimeout(callback, ms < RECONNECTS.shortest || ms > RECONNECTS.longest ? ms : 1);
	globalThis.setTimeout = hurried as typeof setTimeout;
}
