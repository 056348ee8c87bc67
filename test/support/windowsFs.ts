import type * as Fs from 'node:fs';
import type * as FsPromises from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';

/**
 * The file system as Node shows it on Windows, played over the real one: names that differ only in case are one file,
 * devices have reserved names, a name may have 255 characters, a folder can't be synced, links can't be refused at
 * opening, and a virus scanner holds every seventh call up for two more tries.
 */

const fs = jest.requireActual<typeof Fs>('node:fs');
const promises = jest.requireActual<typeof FsPromises>('node:fs/promises');

const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])$/i;
const FORBIDDEN = /[<>:"|?*\u0000-\u001f]|[. ]$/;
const LONGEST_NAME = 255;

const failure = (code: string, path: string): NodeJS.ErrnoException =>
	Object.assign(new Error(`${code}: operation not permitted, '${path}'`), { code });

/** What the shim did, for a test to see that it was not idle. */
export const seen = { held: 0, folded: 0 };

/** Paths that stay held whatever is tried: a part of the name. */
export const heldForEver = new Set<string>();

const codes = ['EPERM', 'EBUSY', 'EACCES'] as const;
const calls = new Map<string, number>();
const holds = new Map<string, number>();

/** Throws as Windows does while another program holds a file. */
function requireFree(operation: string, path: string): void {
	for (const part of heldForEver) if (path.includes(part)) throw failure('EBUSY', path);
	const key = `${operation} ${path}`;
	const left = holds.get(key);
	if (left === undefined) {
		const count = (calls.get(operation) ?? 0) + 1;
		calls.set(operation, count);
		if (count % 7 !== 0) return;
		holds.set(key, 2);
	} else if (left === 0) {
		holds.delete(key);
		return;
	}
	holds.set(key, (holds.get(key) ?? 2) - 1);
	throw failure(codes[seen.held++ % codes.length]!, path);
}

/** The path under which Windows finds the file: the name that is there already, in whatever case. */
function at(path: unknown): string {
	const given = String(path);
	if (!isAbsolute(given)) throw new Error(`Only an absolute path may be long on Windows: ${given}`);
	const name = basename(given);
	const stem = name.split('.')[0] ?? '';
	if (RESERVED.test(stem)) throw failure('EINVAL', given);
	if (FORBIDDEN.test(name)) throw failure('ENOENT', given);
	if (name.length > LONGEST_NAME) throw failure('ENAMETOOLONG', given);
	const there = names(dirname(given)).find((each) => each.toLowerCase() === name.toLowerCase());
	if (there === undefined || there === name) return given;
	seen.folded++;
	return join(dirname(given), there);
}

function names(folder: string): string[] {
	try {
		return fs.readdirSync(folder);
	} catch {
		return [];
	}
}

/** Links can't be refused at opening: Windows has no such flag. */
const { O_NOFOLLOW: _, ...constants } = fs.constants;

export const windowsPromises = {
	...promises,
	open: async (path: unknown, flags?: string | number, mode?: number) => {
		const file = at(path);
		requireFree('open', file);
		if (fs.existsSync(file) && fs.statSync(file).isDirectory()) throw failure('EISDIR', file);
		return await promises.open(file, flags, mode);
	},
	lstat: async (path: unknown, options?: never) => await promises.lstat(at(path), options),
	mkdir: async (path: unknown, options?: never) => await promises.mkdir(at(path), options),
	readFile: async (path: unknown, options?: never) => await promises.readFile(at(path), options),
	rename: async (from: unknown, to: unknown) => {
		requireFree('rename', at(to));
		await promises.rename(at(from), at(to));
	},
	rm: async (path: unknown, options?: never) => {
		requireFree('rm', at(path));
		await promises.rm(at(path), options);
	},
	rmdir: async (path: unknown) => {
		requireFree('rmdir', at(path));
		await promises.rmdir(at(path));
	},
};

type Done = (error: NodeJS.ErrnoException | null) => void;

/** A call with a callback, refused while the path is held. */
const held = (
	operation: 'mkdir' | 'rmdir',
	path: unknown,
	done: Done,
	go: (path: string) => void,
) => {
	try {
		const file = at(path);
		requireFree(operation, file);
		go(file);
	} catch (error) {
		queueMicrotask(() => done(error as NodeJS.ErrnoException));
	}
};

export const windowsFs = {
	...fs,
	constants,
	mkdir: (path: unknown, mode: unknown, done: Done) =>
		held('mkdir', path, done, (file) => fs.mkdir(file, mode as number, done)),
	rmdir: (path: unknown, done: Done) => held('rmdir', path, done, (file) => fs.rmdir(file, done)),
};
