import { createHash } from 'node:crypto';

/** Digits and letters that nobody confuses when reading them out: no 0, 1, I, L, O, U. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 6;

/**
 * Returns the code of a set of values, for the owner to type. Equal values have equal codes, regardless
 * of who proposes them and when.
 */
export function makeCode(account: string, values: unknown): string {
	const hash = createHash('sha256').update(`${account}\n${JSON.stringify(sortKeys(values))}`);
	let rest = BigInt(`0x${hash.digest('hex')}`);
	let code = '';
	for (let place = 0; place < LENGTH; place++) {
		code += ALPHABET[Number(rest % BigInt(ALPHABET.length))]!;
		rest /= BigInt(ALPHABET.length);
	}
	return code;
}

/**
 * Reads the codes in a text as people type it: small letters, full width, any separator; each once. A text
 * without any, e.g. `はい`, is read by its words: they are no codes, which the owner has to hear.
 */
export function readCodes(typed: string): string[] {
	const plain = typed.normalize('NFKC').toUpperCase();
	const codes = plain.match(/[0-9A-Z]+/g) ?? plain.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
	return [...new Set(codes)];
}

function sortKeys(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sortKeys);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).filter(([, part]) => part !== undefined);
	entries.sort(([one], [other]) => (one < other ? -1 : 1));
	return Object.fromEntries(entries.map(([key, part]) => [key, sortKeys(part)]));
}
