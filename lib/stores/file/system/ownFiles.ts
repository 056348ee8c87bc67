import { constants } from 'node:fs';
import { mkdir } from 'node:fs/promises';

/** Our files are only for n8n's own user, whatever the umask: they hold a shop's costs and margins. */
export const FILE_MODE = 0o600;
export const FOLDER_MODE = 0o700;

/** Windows has no such flag, and requires a privilege to create symbolic links at all. */
export const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;

/** Creates a folder and its parents if they are missing; existing folders keep their modes. */
export async function makeFolder(folder: string): Promise<void> {
	await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
}
