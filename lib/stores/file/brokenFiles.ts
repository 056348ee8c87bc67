import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readCode } from '../errors';
import { toStamp } from '../../listing/stamp';
import { renamePatiently } from './system/durable';
import { keyOfFileName } from './fileName';
import { statFile } from './jsonFile';
import type { BrokenRecord, Collection, JsonObject } from '../store';

/** The log of the reasons why files were set aside. */
export const brokenLog = 'broken';

const BROKEN = /^(?<file>.+)\.broken-(?<time>\d{8}T\d{9}Z)(-\d+)?$/;

/** Renames a broken file within its folder, never over another one. Returns its new name. */
export async function setAside(folder: string, fileName: string, now: number): Promise<string> {
	const time = toStamp(now).replace(/[-:.]/g, '');
	for (let count = 0; ; count++) {
		const name = `${fileName}.broken-${time}${count === 0 ? '' : `-${count}`}`;
		if (await statFile(join(folder, name))) continue;
		await renamePatiently(join(folder, fileName), join(folder, name));
		return name;
	}
}

const isBrokenName = (name: string): boolean => BROKEN.test(name);

/**
 * Lists the broken files still in a folder; the log adds the reasons. The files decide, not the log: a
 * file that somebody removed or repaired is not listed.
 */
export async function listBroken(
	collection: Collection,
	folder: string,
	log: readonly JsonObject[],
): Promise<BrokenRecord[]> {
	const reasons = new Map(log.map((entry) => [entry.place, entry]));
	const names = (await readNames(folder)).filter(isBrokenName).sort();
	return names.map((name) => {
		const entry = reasons.get(name);
		const file = BROKEN.exec(name)?.groups?.file ?? name;
		return {
			collection,
			key: keyOfFileName(file) ?? file,
			place: name,
			reason: typeof entry?.reason === 'string' ? entry.reason : '理由の記録がない',
			at: typeof entry?.at === 'string' ? entry.at : null,
		};
	});
}

/** Returns the names in a folder; none if the folder doesn't exist yet. */
export async function readNames(folder: string): Promise<string[]> {
	try {
		return await readdir(folder);
	} catch (error) {
		if (readCode(error) === 'ENOENT') return [];
		throw error;
	}
}
