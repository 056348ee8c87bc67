import { isUtf8 } from 'node:buffer';
import { lstat, open, readdir, realpath } from 'node:fs/promises';
import { constants } from 'node:fs';
import { basename, join } from 'node:path';
import { readCode } from '../stores/errors';
import { folderError } from '../stores/file/system/folderError';

/** The older tools' folder next to their `metadata.json`; people may name either folder. */
const INNER_FOLDER = 'amazon_products';

export interface LegacyFileText {
	name: string;
	stem: string;
	/** null if it could not be read as text. */
	text: string | null;
	modifiedMs: number;
	problem: string | null;
}

/** Returns the real path of the folder that holds the files. Throws StoreUnavailableError. */
export async function findLegacyFolder(given: string): Promise<string> {
	try {
		const folder = await realpath(given);
		const names = await readdir(folder);
		if (basename(folder) !== INNER_FOLDER && names.includes(INNER_FOLDER)) {
			return await realpath(join(folder, INNER_FOLDER));
		}
		return folder;
	} catch (error) {
		throw folderError(given, error, '旧ツールのフォルダー');
	}
}

/** Returns the names of possible product files; `ignored` counts the rest. */
export async function listLegacyFiles(
	folder: string,
): Promise<{ names: string[]; ignored: number }> {
	const all = await readdir(folder);
	const names = all.filter((name) => name.endsWith('.json') && name !== 'metadata.json').sort();
	return { names, ignored: all.length - names.length };
}

/** Only reads. It follows no link, because a link may lead anywhere. */
export async function readLegacyFile(folder: string, name: string): Promise<LegacyFileText> {
	const file = { name, stem: name.slice(0, -'.json'.length), text: null, modifiedMs: 0 };
	try {
		const stats = await lstat(join(folder, name));
		const modifiedMs = stats.mtimeMs;
		if (!stats.isFile()) return { ...file, modifiedMs, problem: '通常のファイルではない' };
		const bytes = await readBytes(join(folder, name));
		if (!isUtf8(bytes)) return { ...file, modifiedMs, problem: '文字コードが UTF-8 ではない' };
		return { ...file, text: bytes.toString('utf8'), modifiedMs, problem: null };
	} catch (error) {
		const code = readCode(error);
		if (code === '') throw error;
		return { ...file, problem: `読み取れない (${code})` };
	}
}

async function readBytes(path: string): Promise<Buffer> {
	const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
	try {
		return await handle.readFile();
	} finally {
		await handle.close();
	}
}
