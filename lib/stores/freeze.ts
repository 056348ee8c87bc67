import type { Collection, JsonObject } from './store';

/** Nothing that the product writes is nearly as deep; deeper records are made to crash recursive code. */
const MOST_LEVELS = 64;
/** Characters of a document's JSON. The bookkeeping of a big shop may be larger. */
const MOST_CHARACTERS = 1_000_000;
/** A text of more bytes is too long, however its characters are encoded. */
const MOST_BYTES = 4 * MOST_CHARACTERS;

/** Throws with a sentence if a document has so many bytes that it need not even be read. */
export function requireUsableSize(collection: Collection, bytes: number): void {
	if (collection === 'documents' && bytes > MOST_BYTES) throw tooLarge();
}

/**
 * Parses JSON text to a frozen object; otherwise throws with a sentence that says what the text is
 * instead.
 */
export function parseRecord(text: string, collection?: Collection): JsonObject {
	if (text.trim() === '') throw new SyntaxError('空のファイル');
	if (collection === 'documents' && text.length > MOST_CHARACTERS) throw tooLarge();
	const value: unknown = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new SyntaxError('JSON オブジェクトではない');
	}
	return deepFreeze(value as JsonObject, 1);
}

/**
 * Parses records from lines. A line without a record is left out: a crash truncated it, or another
 * program wrote it.
 */
export function parseLines(lines: readonly string[]): JsonObject[] {
	return lines.flatMap((line) => {
		try {
			return [parseRecord(line)];
		} catch (error) {
			if (error instanceof SyntaxError) return [];
			throw error;
		}
	});
}

const tooLarge = () => new SyntaxError('大きすぎる (1 MB を超える)');

/** Freezes a parsed JSON value at every level, because records are shared with the index. */
function deepFreeze<T>(value: T, level: number): T {
	if (typeof value !== 'object' || value === null) return value;
	if (level > MOST_LEVELS) throw new SyntaxError(`入れ子が深すぎる (${MOST_LEVELS} 段を超える)`);
	for (const part of Object.values(value)) deepFreeze(part, level + 1);
	return Object.freeze(value);
}
