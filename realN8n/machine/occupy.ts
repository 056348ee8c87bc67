import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from './failure';
import { isRunning } from './processes';

interface Occupant {
	/** Of the demo itself. */
	pid: number;
	/** The editor of the n8n it started; null until then. */
	url: string | null;
	n8nPid: number | null;
}

const fileIn = (folder: string): string => join(folder, 'running.json');

/**
 * Takes the demo's folder for this process and empties it.
 * @throws Failure where another demo uses it, or left an n8n behind.
 */
export async function occupy(folder: string): Promise<void> {
	const found = await readOccupant(folder);
	if (found && found.pid !== process.pid && isRunning(found.pid)) {
		throw new Failure(
			`Another demo is running here already (process ${found.pid}). Stop it with Ctrl+C in its window, then start this one.`,
		);
	}
	if (found?.url && (await isAnswering(found.url))) {
		throw new Failure(
			`An earlier demo was killed and left its n8n running at ${found.url} (process ${found.n8nPid}). End it with: kill ${found.n8nPid}`,
		);
	}
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	await writeOccupant(folder, { pid: process.pid, url: null, n8nPid: null }, 'wx');
}

/** Notes the n8n that belongs to this demo, so that a later one can name it. */
export async function noteServer(folder: string, url: string, n8nPid: number): Promise<void> {
	await writeOccupant(folder, { pid: process.pid, url, n8nPid }, 'w');
}

async function readOccupant(folder: string): Promise<Occupant | null> {
	try {
		return JSON.parse(await readFile(fileIn(folder), 'utf8')) as Occupant;
	} catch (error) {
		// Not there, or cut off in the middle by a crash: nobody holds the folder.
		if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) {
			return null;
		}
		throw error;
	}
}

async function writeOccupant(folder: string, occupant: Occupant, flag: string): Promise<void> {
	try {
		await writeFile(fileIn(folder), JSON.stringify(occupant), { flag });
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		throw new Failure('Another demo is starting here at this moment. Wait for it, or stop it.');
	}
}

async function isAnswering(url: string): Promise<boolean> {
	const signal = AbortSignal.timeout(2_000);
	const response = await fetch(`${url}/healthz`, { signal }).catch(() => null);
	return response?.ok ?? false;
}
