import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import ts from 'typescript';

/** One parsed file. `path` is absolute. */
export interface Source {
	path: string;
	text: string;
	ast: ts.SourceFile;
}

const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'test', 'tests', '__tests__']);
const SKIPPED_FILES = /\.d\.ts$|\.(test|spec)\.ts$/;

/** Parse every TypeScript source below the folders. @throws Error if a folder is not there. */
export const readSources = (folders: readonly string[]): Source[] =>
	folders.flatMap((folder) => listSources(resolve(folder))).map(parseSource);

function listSources(folder: string): string[] {
	if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
		throw new Error(`There is no folder ${folder}. Name folders that hold TypeScript sources`);
	}
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) ? [] : listSources(path);
		return isSource(entry.name) ? [path] : [];
	});
}

const isSource = (name: string): boolean => name.endsWith('.ts') && !SKIPPED_FILES.test(name);

function parseSource(path: string): Source {
	const text = readFileSync(path, 'utf8');
	return {
		path,
		text,
		ast: ts.createSourceFile(basename(path), text, ts.ScriptTarget.Latest, true),
	};
}

/** Lines of a text; a final line break begins no further line. */
export const countLines = (text: string): number =>
	text === '' ? 0 : text.replace(/\r?\n$/, '').split('\n').length;

/** The line of a position, counted from 1. */
export const findLine = (ast: ts.SourceFile, position: number): number =>
	ast.getLineAndCharacterOfPosition(position).line + 1;
