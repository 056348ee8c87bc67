import { setTimeout as sleep } from 'node:timers/promises';
import { readCode } from '../../errors';

/** Virus scanners and sync tools on Windows hold a file for moments: 1.6 s in all, then it is given up. */
const WAITS_MS = [5, 20, 50, 100, 200, 400, 800];

/** Windows reports a held file, and one that is just going, in these ways. */
const HELD = new Set(['EPERM', 'EBUSY', 'EACCES']);

const isHeld = (error: unknown): boolean => HELD.has(readCode(error));

/** Elsewhere EPERM and EACCES are a lack of rights, which no waiting mends. */
export const isPassing = (error: unknown): boolean =>
	process.platform === 'win32' ? isHeld(error) : readCode(error) === 'EBUSY';

/** Tries an operation again while another program holds the file. */
export const patiently = async <T>(work: () => Promise<T>): Promise<T> =>
	await retry(work, isPassing);

/** The same for a rename, whose target may be held on a shared folder too, whatever the system. */
export const renamingPatiently = async <T>(work: () => Promise<T>): Promise<T> =>
	await retry(work, isHeld);

async function retry<T>(work: () => Promise<T>, mayPass: (error: unknown) => boolean): Promise<T> {
	for (const wait of WAITS_MS) {
		try {
			return await work();
		} catch (error) {
			if (!mayPass(error)) throw error;
			await sleep(wait);
		}
	}
	return await work();
}
