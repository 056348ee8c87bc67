import { CacheError } from '../stores/errors';

/** A write holds something that must never be stored, such as a price of 0 or a time to come. */
export class PatchRefusedError extends CacheError {
	constructor(
		readonly group: string,
		reason: string,
	) {
		super(`キャッシュに書けない内容です (${group}): ${reason}`);
	}
}
