import { KeyRefusedError } from './errors';

/**
 * Escapes keys, alike for every store: an ASIN stays as it is, as in the older tools' folder. Every other key gets a
 * leading `~`, and characters that could mislead a file system are escaped: separators, dots, and also capitals,
 * because Windows and macOS treat `Main` and `main` as one file. Because of the leading sign no key can equal a name
 * that Windows reserves (`CON`, `NUL`).
 */
const ASIN_LIKE = /^[A-Z0-9]{10}$/;
/** Japanese letters that no file system folds or decomposes are not escaped. */
const PLAIN = /^[a-z0-9_-]$|^[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー]$/u;
/** Bytes of an escaped key: file systems allow 255, and temporary and broken names add to it. */
const MAXIMUM_BYTES = 180;

/** Returns the escaped key. Throws KeyRefusedError. */
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

/** Returns the key of an escaped one; null if it is none. */
export function decodeKey(escaped: string): string | null {
	if (ASIN_LIKE.test(escaped)) return escaped;
	if (!escaped.startsWith('~')) return null;
	try {
		const key = decodeURIComponent(escaped.slice(1));
		return encodeKey(key) === escaped ? key : null;
	} catch (error) {
		if (error instanceof URIError || error instanceof KeyRefusedError) return null;
		throw error;
	}
}
