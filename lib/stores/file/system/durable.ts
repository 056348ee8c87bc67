import { constants } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { passFolderLimit } from './folderLimits';
import { FILE_MODE } from './ownFiles';
import { patiently, renamingPatiently } from './patience';

export interface DurableOptions {
	/**
	 * Whether a write must be on the disk itself before it counts: it survives a power cut, not only a
	 * crash.
	 */
	fsync: boolean;
	/** Returns [0, 1); distinguishes writes within one tick of the file system's clock. */
	random: () => number;
}

const TEMPORARY = /^\.(.+)\.\d+-\d+\.tmp$/;

let written = 0;

export const isTemporary = (name: string): boolean => TEMPORARY.test(name);

/**
 * Replaces the file in one step: after a crash, or for a reader, it has either the old or the new text.
 */
export async function replaceFile(file: string, text: string, options: DurableOptions) {
	const temporary = join(dirname(file), `.${basename(file)}.${process.pid}-${++written}.tmp`);
	try {
		await writeNew(temporary, text, options);
		await renamePatiently(temporary, file);
	} catch (error) {
		// A leftover is removed later; the error that matters is the first one.
		await patiently(() => rm(temporary, { force: true })).catch(() => undefined);
		throw error;
	}
	if (options.fsync) await syncFolder(dirname(file));
}

export async function renamePatiently(from: string, to: string, rename_ = rename): Promise<void> {
	await renamingPatiently(async () => await rename_(from, to));
}

async function writeNew(file: string, text: string, { fsync, random }: DurableOptions) {
	const { O_CREAT, O_EXCL, O_WRONLY } = constants;
	const handle = await patiently(() => open(file, O_CREAT | O_EXCL | O_WRONLY, FILE_MODE));
	try {
		await handle.writeFile(text);
		// Two writes in one tick (up to 4 ms) would have the same time, and the index would miss the
		// second.
		const at = (Date.now() + random()) / 1000;
		await handle
			.utimes(at, at)
			.catch((error: unknown) => passFolderLimit('times', dirname(file), error));
		if (fsync) await handle.sync();
	} finally {
		await handle.close();
	}
}

const folderSyncs = new Map<string, { running: Promise<void>; next: Promise<void> | null }>();

/** Makes renames durable. Callers that arrive during one sync share the next. */
export function syncFolder(folder: string): Promise<void> {
	// Windows can't open a folder for this, and NTFS journals renames by itself.
	if (process.platform === 'win32') return Promise.resolve();
	const current = folderSyncs.get(folder);
	if (!current) return startSync(folder);
	current.next ??= current.running.then(
		() => startSync(folder),
		() => startSync(folder),
	);
	return current.next;
}

function startSync(folder: string): Promise<void> {
	const entry = { running: syncNow(folder), next: null as Promise<void> | null };
	folderSyncs.set(folder, entry);
	const forget = () => {
		if (folderSyncs.get(folder) === entry && entry.next === null) folderSyncs.delete(folder);
	};
	entry.running.then(forget, forget);
	return entry.running;
}

async function syncNow(folder: string): Promise<void> {
	let handle: FileHandle | undefined;
	try {
		handle = await open(folder, constants.O_RDONLY);
		await handle.sync();
	} catch (error) {
		passFolderLimit('folderSync', folder, error);
	} finally {
		await handle?.close();
	}
}
