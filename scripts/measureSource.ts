import { basename, dirname, resolve } from 'node:path';
import { listMisses } from './measure/misses';
import { drawTable } from './measure/table';
import { measureTree, type Tree } from './measure/tree';

/**
 * `npm run measure -- [--misses] [name=]folder[,folder...] ...`: measures TypeScript source trees side by side, a
 * column for each. `--misses` lists below the table which places of the first tree miss a goal.
 * docs/en/measures.md tells what each row means.
 */

const OWN_TREE = 'this package=lib,nodes,credentials';
/** Folders that every project has, so their name says nothing about the tree. */
const PLAIN_NAMES = new Set(['src', 'lib', 'nodes']);

/** Read one argument: folders joined by commas, with a name before them if one is wanted. */
export function readTree(argument: string): Tree {
	const [, name, list = ''] = /^(?:([^=/]+)=)?(.+)$/.exec(argument) ?? [];
	const folders = list.split(',').filter((folder) => folder !== '');
	return { name: name ?? nameFolder(folders[0] ?? '.'), folders };
}

function nameFolder(folder: string): string {
	const path = resolve(folder);
	return PLAIN_NAMES.has(basename(path)) ? basename(dirname(path)) : basename(path);
}

function measureSource(options: readonly string[]): void {
	const named = options.filter((option) => !option.startsWith('--'));
	const trees = (named.length > 0 ? named : [OWN_TREE]).map(readTree).map(measureTree);
	console.log(drawTable(trees));
	if (options.includes('--misses')) console.log(`\n${listMisses(trees[0]!).join('\n')}`);
}

if (require.main === module) {
	try {
		measureSource(process.argv.slice(2));
	} catch (error) {
		console.error((error as Error).message);
		process.exitCode = 1;
	}
}
