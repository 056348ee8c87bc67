import { readdirSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { makeFileName } from '../../lib/stores/file/fileName';
import type { Collection } from '../../lib/stores/store';

/** Spoils a record of the file store, as a full disk or an editor would. */
export function spoilFile(folder: string, collection: Collection, key: string): void {
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
	const isInPlace = (file: string) => collection === 'documents' || file.includes(collection);
	const named = files.filter((file) => file.split(sep).at(-1) === makeFileName(key));
	const [found, ...others] = named.filter(isInPlace);
	if (!found || others.length > 0)
		throw new Error(`${collection}/${key} is not one file: ${named.join()}`);
	writeFileSync(join(folder, found), '{ one');
}
