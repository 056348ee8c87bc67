import { constants } from 'node:fs';
import { open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { readCode } from '../../errors';
import { FILE_MODE, makeFolder, NO_FOLLOW } from './ownFiles';

/** The steps of a safe write, in order. */
export type WriteStep = 'folder' | 'write' | 'fsync' | 'rename' | 'read' | 'folder_fsync';

/** `null` if all steps worked; else the first that did not, with the system's code. */
export type FolderTrouble = { step: WriteStep; code: string } | null;

const TEXT = '確認\n';

/**
 * Tries in a folder what every write of the store does: write, fsync, rename, read back, fsync of the folder. Only the
 * last step may fail without a loss of the file itself (shared folders refuse it).
 */
export async function probeFolder(folder: string): Promise<FolderTrouble> {
	const name = `.probe-${process.pid}-${Date.now()}`;
	const [temporary, file] = [join(folder, `${name}.tmp`), join(folder, `${name}.txt`)];
	let step: WriteStep = 'folder';
	let handle: FileHandle | undefined;
	try {
		await makeFolder(folder);
		step = 'write';
		const { O_CREAT, O_EXCL, O_WRONLY } = constants;
		handle = await open(temporary, O_CREAT | O_EXCL | O_WRONLY | NO_FOLLOW, FILE_MODE);
		await handle.writeFile(TEXT);
		step = 'fsync';
		await handle.sync();
		await handle.close();
		handle = undefined;
		step = 'rename';
		await rename(temporary, file);
		step = 'read';
		if ((await readFile(file, 'utf8')) !== TEXT) return { step, code: 'OTHER_TEXT' };
		step = 'folder_fsync';
		// Windows can't open a folder for this, and NTFS journals renames by itself.
		if (process.platform !== 'win32') {
			handle = await open(folder, constants.O_RDONLY);
			await handle.sync();
		}
		return null;
	} catch (error) {
		return { step, code: readCode(error) || 'UNKNOWN' };
	} finally {
		await handle?.close().catch(() => undefined);
		for (const left of [temporary, file]) await rm(left, { force: true }).catch(() => undefined);
	}
}
