import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 120_000;

/** Waits until something has happened. @throws Error that names it, where it takes longer than two minutes. */
export async function waitFor(
	what: string,
	hasHappened: () => boolean | Promise<boolean>,
	patience = PATIENCE_MS,
): Promise<void> {
	const deadline = Date.now() + patience;
	while (!(await hasHappened())) {
		if (Date.now() > deadline) throw new Error(`It did not happen in time: ${what}`);
		await sleep(50);
	}
}
