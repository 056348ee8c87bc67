import { constants } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readCode } from '../errors';
import { syncFolder } from './system/durable';
import { encodeKey } from '../key';
import { folderError } from './system/folderError';
import { parseLines } from '../freeze';
import { statFile } from './jsonFile';
import type { KeyLocks } from './keyLocks';
import { FILE_MODE, makeFolder, NO_FOLLOW } from './system/ownFiles';
import { patiently } from './system/patience';
import type { JsonObject } from '../store';

/** Records as lines of JSON. Appending costs the same regardless of the log's length. */
export class FileLog {
	constructor(
		private readonly folder: string,
		private readonly locks: KeyLocks,
		private readonly options: { fsync: boolean },
	) {}

	async append(log: string, records: readonly JsonObject[]): Promise<void> {
		if (records.length === 0) return;
		await this.locks.hold(nameLock(log), () => this.#append(this.#fileOf(log), records));
	}

	async read(log: string): Promise<JsonObject[]> {
		const text = await this.#textOf(log);
		return parseLines(text.split('\n'));
	}

	async delete(log: string): Promise<void> {
		await this.locks.hold(nameLock(log), () =>
			patiently(() => rm(this.#fileOf(log), { force: true })),
		);
	}

	async #append(file: string, records: readonly JsonObject[]): Promise<void> {
		await makeFolder(dirname(file));
		const handle = await openLog(file, O_RDWR | O_APPEND | O_CREAT);
		try {
			const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');
			const { size } = await handle.stat();
			await handle.appendFile((await endsMidLine(handle, size)) ? `\n${lines}` : lines);
			if (this.options.fsync) await handle.sync();
			if (this.options.fsync && size === 0) await syncFolder(dirname(file));
		} finally {
			await handle.close();
		}
	}

	async #textOf(log: string): Promise<string> {
		try {
			const handle = await openLog(this.#fileOf(log), O_RDONLY);
			return await handle.readFile('utf8').finally(() => handle.close());
		} catch (error) {
			if (readCode(error) === 'ENOENT') return '';
			throw error;
		}
	}

	#fileOf(log: string): string {
		return join(this.folder, `${encodeKey(log)}.jsonl`);
	}
}

const nameLock = (log: string): string => `log-${encodeKey(log)}`;

const { O_APPEND, O_CREAT, O_RDONLY, O_RDWR } = constants;

/**
 * Opens a log that is a plain file. It never follows a link, which may lead to any file of n8n's user.
 */
async function openLog(file: string, flags: number): Promise<FileHandle> {
	try {
		// If the platform has no O_NOFOLLOW this is the only check.
		if ((await statFile(file))?.isSymbolicLink()) throw linkError();
		return await patiently(() => open(file, flags | NO_FOLLOW, FILE_MODE));
	} catch (error) {
		if (readCode(error) === 'ELOOP') throw folderError(file, error, 'キャッシュの記録ファイル');
		throw error;
	}
}

const linkError = () => Object.assign(new Error('A link in place of a log'), { code: 'ELOOP' });

async function endsMidLine(handle: FileHandle, size: number): Promise<boolean> {
	if (size === 0) return false;
	const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
	return buffer.toString() !== '\n';
}
