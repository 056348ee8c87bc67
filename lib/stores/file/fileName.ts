import { decodeKey, encodeKey } from '../key';

/** Converts between keys and file names: the escaped key, which also names its lock, with an extension. */
const EXTENSION = '.json';

export const makeFileName = (key: string): string => encodeKey(key) + EXTENSION;

/** Returns the key of a file name; null for any other file (temporary, broken or foreign). */
export function keyOfFileName(name: string): string | null {
	const composed = name.normalize('NFC');
	if (!composed.endsWith(EXTENSION)) return null;
	return decodeKey(composed.slice(0, -EXTENSION.length));
}
