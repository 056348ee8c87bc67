import { mkdir, open, readFile, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '../errors';
import { syncFolder } from './durable';
import { encodeKey } from './fileName';
import { parseRecord } from './freeze';
import type { KeyLocks } from './keyLocks';
import type { JsonObject } from './store';

/** Records as lines of JSON. Appending costs the same however long the log is. */
export class FileLog {
	constructor(
		private readonly folder: string,
		private readonly locks: KeyLocks,
		private readonly options: { fsync: boolean },
	) {}

	async append(log: string, records: readonly JsonObject[]): Promise<void> {
		if (records.length === 0) return;
		await this.locks.hold(lockOf(log), () => this.#append(this.#fileOf(log), records));
	}

	async read(log: string): Promise<JsonObject[]> {
		const text = await this.#textOf(log);
		return text.split('\n').flatMap((line) => (line === '' ? [] : parseLine(line)));
	}

	async delete(log: string): Promise<void> {
		await this.locks.hold(lockOf(log), () => rm(this.#fileOf(log), { force: true }));
	}

	async #append(file: string, records: readonly JsonObject[]): Promise<void> {
		await mkdir(dirname(file), { recursive: true });
		const handle = await open(file, 'a+');
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
			return await readFile(this.#fileOf(log), 'utf8');
		} catch (error) {
			if (codeOf(error) === 'ENOENT') return '';
			throw error;
		}
	}

	#fileOf(log: string): string {
		return join(this.folder, `${encodeKey(log)}.jsonl`);
	}
}

const lockOf = (log: string): string => `log-${encodeKey(log)}`;

/** A crash cuts a line short; that record was never acknowledged. */
function parseLine(line: string): JsonObject[] {
	try {
		return [parseRecord(line)];
	} catch (error) {
		if (error instanceof SyntaxError) return [];
		throw error;
	}
}

async function endsMidLine(handle: FileHandle, size: number): Promise<boolean> {
	if (size === 0) return false;
	const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
	return buffer.toString() !== '\n';
}
