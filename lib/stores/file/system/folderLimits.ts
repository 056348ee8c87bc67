import * as fs from 'node:fs';
import { rmdir } from 'node:fs/promises';
import { readCode } from '../../errors';
import { FOLDER_MODE } from './ownFiles';
import { patiently } from './patience';

/**
 * Operations that a shared folder may refuse although it keeps files intact: SMB, DrvFs and VirtualBox
 * shares can't make a rename durable (fsync of a folder), and some don't allow setting a file's times.
 */
const refusals = {
	folderSync: {
		codes: new Set(['EINVAL', 'EIO', 'EPERM', 'EACCES', 'EISDIR', 'ENOTSUP', 'EBADF']),
		warning: 'a write is not safe from a power cut until the machine writes it out by itself',
	},
	times: {
		codes: new Set(['EPERM', 'EACCES', 'ENOTSUP', 'ENOSYS']),
		warning: 'two writes within a few milliseconds may look like one to other processes',
	},
} as const;

export type FolderLimit = keyof typeof refusals;

const noted = new Set<string>();

/**
 * Ignores a refusal that does not damage the file itself, and logs once per folder what is lost.
 * @throws the error if it is of another kind
 */
export function passFolderLimit(limit: FolderLimit, folder: string, error: unknown): void {
	const { codes, warning } = refusals[limit];
	const code = readCode(error);
	if (!codes.has(code)) throw error;
	const key = `${limit} ${folder}`;
	if (noted.has(key)) return;
	noted.add(key);
	process.emitWarning(`${JSON.stringify(folder)}: ${warning} (${code})`, {
		type: 'FolderLimit',
		code: limit,
	});
}

type Done = (error: NodeJS.ErrnoException | null) => void;

/**
 * The file system for proper-lockfile: a lock is a folder, which exists whatever its time. On Windows a folder that
 * somebody looks into goes a moment later, and is neither there nor free until then.
 */
export const tolerantFs: object = {
	...fs,
	mkdir(path: string, done: Done): void {
		fs.mkdir(path, FOLDER_MODE, done);
	},
	rmdir(path: string, done: Done): void {
		patiently(() => rmdir(path)).then(() => done(null), done);
	},
	utimes(path: string, atime: Date, mtime: Date, done: Done): void {
		fs.utimes(path, atime, mtime, (error) => {
			const isLimit = error !== null && refusals.times.codes.has(error.code as never);
			done(isLimit ? null : error);
		});
	},
};
