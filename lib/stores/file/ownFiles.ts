import { constants } from 'node:fs';
import { mkdir } from 'node:fs/promises';

/** What the product makes is for n8n's own user alone: costs and margins of a shop, whatever the umask. */
export const FILE_MODE = 0o600;
export const FOLDER_MODE = 0o700;

/** Windows has no such flag, and needs a privilege to make symbolic links at all. */
export const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;

/** Makes a folder and those above it where they are missing; folders of others keep their modes. */
export async function makeFolder(folder: string): Promise<void> {
	await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
}
