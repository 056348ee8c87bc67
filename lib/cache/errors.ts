import { StoreError } from '../stores/errors';

/**
 * A write contains something that must never be stored, such as a price of 0 or a timestamp in the
 * future.
 */
export class PatchRefusedError extends StoreError {
	constructor(
		readonly group: string,
		reason: string,
	) {
		super(`キャッシュに書けない内容です (${group}): ${reason}`);
	}
}
