import { KeyRefusedError } from './errors';

/**
 * Converts between keys and file names. An ASIN is its own file name, as in the older tools' folder.
 * Every other key gets a leading `~`, and characters that could mislead a file system are escaped:
 * separators, dots, and also capitals, because Windows and macOS treat `Main` and `main` as one file.
 * Because of the leading sign no key can equal a name that Windows reserves (`CON`, `NUL`).
 */
const EXTENSION = '.json';
const ASIN_LIKE = /^[A-Z0-9]{10}$/;
/** Japanese letters that no file system folds or decomposes are not escaped. */
const PLAIN = /^[a-z0-9_-]$|^[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー]$/u;
/** Bytes of an escaped key: file systems allow 255, and temporary and broken names add to it. */
const MAXIMUM_BYTES = 180;

export function makeFileName(key: string): string {
	return encodeKey(key) + EXTENSION;
}

/** Returns the key of a file name; null for any other file (temporary, broken or foreign). */
export function keyOfFileName(name: string): string | null {
	const composed = name.normalize('NFC');
	if (!composed.endsWith(EXTENSION)) return null;
	const stem = composed.slice(0, -EXTENSION.length);
	if (ASIN_LIKE.test(stem)) return stem;
	if (!stem.startsWith('~')) return null;
	try {
		const key = decodeURIComponent(stem.slice(1));
		return encodeKey(key) === stem ? key : null;
	} catch (error) {
		if (error instanceof URIError || error instanceof KeyRefusedError) return null;
		throw error;
	}
}

/** Returns the escaped key, which also names its lock. Throws KeyRefusedError. */
export function encodeKey(key: string): string {
	if (ASIN_LIKE.test(key)) return key;
	if (key === '') throw new KeyRefusedError(key, '空です');
	if (key.length > MAXIMUM_BYTES) throw tooLong(key);
	if (!key.isWellFormed()) throw new KeyRefusedError(key, '壊れた文字を含んでいます');
	const encoded = `~${Array.from(key, escapeCharacter).join('')}`;
	if (Buffer.byteLength(encoded) > MAXIMUM_BYTES) throw tooLong(key);
	return encoded;
}

/**
 * Throws KeyRefusedError. Every store refuses the same keys, so that a cache can move from one to
 * another.
 */
export function requireUsableKey(key: string): void {
	encodeKey(key);
}

const tooLong = (key: string) =>
	new KeyRefusedError(key, `長すぎます (${key.length} 文字)。短い名前にしてください`);

function escapeCharacter(character: string): string {
	if (PLAIN.test(character) && character.normalize('NFC') === character) return character;
	return Array.from(
		Buffer.from(character),
		(byte) => `%${byte.toString(16).padStart(2, '0')}`,
	).join('');
}
