import { mkdirSync, realpathSync } from 'node:fs';
import type { Store } from '../store';
import { FileStore } from './fileStore';
import { folderError } from './system/folderError';
import { FOLDER_MODE } from './system/ownFiles';

/** By real folder: two spellings of one path must share one index and one queue. */
const opened = new Map<string, FileStore>();

/**
 * Opens the store of a folder, shared by everything in this process. The folder is created if it is
 * missing. Each write reaches the disk before it counts as done. Throws StoreUnavailableError if the
 * folder can't be created.
 */
export function openFileStore(options: { folder: string; now: () => number }): Store {
	const { now } = options;
	const folder = realFolder(options.folder);
	const store = opened.get(folder) ?? new FileStore({ folder, now });
	opened.set(folder, store);
	return store;
}

function realFolder(folder: string): string {
	try {
		mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
		return realpathSync(folder);
	} catch (error) {
		throw folderError(folder, error);
	}
}
