import type { JsonObject } from './store';

/** Freezes a parsed JSON value through and through: records are shared with the index. */
export function deepFreeze<T>(value: T): T {
	if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
	for (const part of Object.values(value)) deepFreeze(part);
	return Object.freeze(value);
}

/** From JSON text to a frozen object; throws a sentence saying what it is instead. */
export function parseRecord(text: string): JsonObject {
	if (text.trim() === '') throw new SyntaxError('空のファイル');
	const value: unknown = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new SyntaxError('JSON オブジェクトではない');
	}
	return deepFreeze(value as JsonObject);
}
