import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { KeyRefusedError } from './errors';
import { folderError } from './stores/folderError';

/** Below n8n's own folder. */
const HOME = 'amazon-base-sync';

const USABLE_NAME = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,63}$/u;
/** Names that Windows keeps for devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * Folder of a named cache. `folder` (any folder, the older tools' one included) wins over the default
 * place below n8n's own folder.
 */
export function cacheFolder(options: {
	n8nFolder: string;
	cacheName: string;
	folder?: string;
}): string {
	const { n8nFolder, cacheName, folder = '' } = options;
	if (folder.trim() !== '') return resolve(folder.trim());
	if (!USABLE_NAME.test(cacheName) || RESERVED.test(cacheName)) {
		throw new KeyRefusedError(
			cacheName,
			'Cache Name には文字、数字、ハイフン、下線だけを 64 文字まで使えます',
		);
	}
	return join(n8nFolder, HOME, cacheName);
}

/** Names of the caches below n8n's own folder, in order; [] where there is none yet. */
export async function listCacheNames(n8nFolder: string): Promise<string[]> {
	try {
		const entries = await readdir(join(n8nFolder, HOME), { withFileTypes: true });
		return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
		throw folderError(join(n8nFolder, HOME), error);
	}
}
