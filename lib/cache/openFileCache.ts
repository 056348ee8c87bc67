import { mkdirSync, realpathSync } from 'node:fs';
import { openCache, type Cache } from './cache';
import { FileStore } from './stores/file';
import { folderError } from './stores/folderError';

/** By real folder: two ways of writing one path must share one index and one queue. */
const opened = new Map<string, FileStore>();

/**
 * The cache of a folder, with its store shared by everything in this process. The folder is made where
 * it is missing. Throws StoreUnavailableError where that can't be done.
 */
export function openFileCache(options: {
	folder: string;
	now: () => number;
	/** Default true. */
	fsync?: boolean;
}): Cache {
	const { now, fsync = true } = options;
	const folder = realFolder(options.folder);
	const key = `${fsync ? 'durable' : 'quick'} ${folder}`;
	const store = opened.get(key) ?? new FileStore({ folder, now, fsync });
	opened.set(key, store);
	return openCache({ store, now });
}

function realFolder(folder: string): string {
	try {
		mkdirSync(folder, { recursive: true });
		return realpathSync(folder);
	} catch (error) {
		throw folderError(folder, error);
	}
}
