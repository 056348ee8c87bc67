import { setTimeout as sleep } from 'node:timers/promises';

const patienceMs = 60_000;

/** Waits until something has happened. @throws Error that names it, after a minute. */
export async function waitFor(
	what: string,
	hasHappened: () => boolean | Promise<boolean>,
	patience = patienceMs,
): Promise<void> {
	const deadline = Date.now() + patience;
	while (!(await hasHappened())) {
		if (Date.now() > deadline) throw new Error(`It did not happen in time: ${what}`);
		await sleep(50);
	}
}
