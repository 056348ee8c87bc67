import { mkdirSync, realpathSync } from 'node:fs';
import { openCache, type Cache } from './cache';
import { FileStore } from './stores/file';
import { folderError } from './stores/folderError';
import { FOLDER_MODE } from './stores/ownFiles';

/** By real folder: two ways of writing one path must share one index and one queue. */
const opened = new Map<string, FileStore>();

/**
 * The cache of a folder, with its store shared by everything in this process. The folder is made where
 * it is missing. Each write reaches the disk before it counts as done. Throws StoreUnavailableError
 * where the folder can't be made.
 */
export function openFileCache(options: { folder: string; now: () => number }): Cache {
	const { now } = options;
	const folder = realFolder(options.folder);
	const store = opened.get(folder) ?? new FileStore({ folder, now });
	opened.set(folder, store);
	return openCache({ store, now });
}

function realFolder(folder: string): string {
	try {
		mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
		return realpathSync(folder);
	} catch (error) {
		throw folderError(folder, error);
	}
}
