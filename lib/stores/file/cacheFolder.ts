import { join, resolve } from 'node:path';
import { KeyRefusedError } from '../errors';

const USABLE_NAME = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,63}$/u;
/** Names that Windows reserves for devices; it reads ¹ as 1. */
const RESERVED = /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])$/i;

/**
 * Returns the folder of a named cache. `folder` (any folder, including the older tools' one) takes
 * precedence over the default folder below n8n's own.
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
	return join(n8nFolder, 'amazon-base-sync', cacheName);
}
