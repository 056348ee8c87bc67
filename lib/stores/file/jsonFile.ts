import { isUtf8 } from 'node:buffer';
import { constants, type BigIntStats } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Adapter } from 'lowdb';
import { readCode } from '../errors';
import { replaceFile, type DurableOptions } from './system/durable';
import { makeSignature } from './fileIndex';
import { parseRecord, requireUsableSize } from '../freeze';
import { NO_FOLLOW } from './system/ownFiles';
import { patiently } from './system/patience';
import type { Collection, JsonObject } from '../store';

/** The file exists, but holds no record. */
export class BrokenFileError extends Error {
	constructor(readonly reason: string) {
		super(reason);
		this.name = 'BrokenFileError';
	}
}

export interface LoadedFile {
	signature: string;
	value: JsonObject;
	/** Characters of text. */
	length: number;
}

/**
 * Other programs (the older tools) write in place: a file just written gets a moment to become complete.
 */
const JUST_WRITTEN_MS = 2000;
const SECOND_LOOKS_MS = [20, 80, 200];

/** Returns null if there is no file. Links and folders are broken records: they are never followed. */
export async function statFile(file: string): Promise<BigIntStats | null> {
	try {
		return await patiently(() => lstat(file, { bigint: true }));
	} catch (error) {
		if (readCode(error) === 'ENOENT') return null;
		throw error;
	}
}

/** Returns null if there is no file; throws BrokenFileError, or the file system's error. */
export async function loadFile(
	file: string,
	collection: Collection,
	look = 0,
): Promise<LoadedFile | null> {
	try {
		return await loadOnce(file, collection);
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
		const wait = SECOND_LOOKS_MS[look];
		if (wait === undefined || !(await isJustWritten(file)))
			throw new BrokenFileError(error.message);
		await sleep(wait);
		return await loadFile(file, collection, look + 1);
	}
}

/** Adapts one record to lowdb; the value read is kept for the index. */
export class JsonFileAdapter implements Adapter<JsonObject> {
	loaded: LoadedFile | null = null;

	constructor(
		private readonly file: string,
		private readonly collection: Collection,
		private readonly options: DurableOptions & { beforeWrite: () => void },
	) {}

	async read(): Promise<JsonObject | null> {
		this.loaded = await loadFile(this.file, this.collection);
		return this.loaded?.value ?? null;
	}

	/** Writes indented text with unescaped Japanese: people and the older tools read these files. */
	async write(value: JsonObject): Promise<void> {
		const text = `${JSON.stringify(value, null, 2)}\n`;
		// Checked before writing: an unreadable record must not replace a readable one.
		const record = parseRecord(text, this.collection);
		this.options.beforeWrite();
		await replaceFile(this.file, text, this.options);
		const stats = await statFile(this.file);
		this.loaded = stats && { signature: makeSignature(stats), value: record, length: text.length };
	}
}

async function loadOnce(file: string, collection: Collection): Promise<LoadedFile | null> {
	const stats = await statFile(file);
	if (!stats) return null;
	if (stats.isSymbolicLink()) throw new BrokenFileError('シンボリックリンク (たどりません)');
	if (!stats.isFile()) throw new BrokenFileError('通常のファイルではない');
	try {
		return await readWhole(file, collection);
	} catch (error) {
		if (readCode(error) === 'ENOENT') return null;
		if (readCode(error) === 'ELOOP') throw new BrokenFileError('シンボリックリンク (たどりません)');
		throw error;
	}
}

async function readWhole(file: string, collection: Collection): Promise<LoadedFile> {
	const handle = await patiently(() => open(file, constants.O_RDONLY | NO_FOLLOW));
	try {
		const stats = await handle.stat({ bigint: true });
		requireUsableSize(collection, Number(stats.size));
		const bytes = await handle.readFile();
		if (!isUtf8(bytes)) throw new SyntaxError('UTF-8 ではない');
		const text = bytes.toString('utf8');
		return {
			signature: makeSignature(stats),
			value: parseRecord(text, collection),
			length: text.length,
		};
	} finally {
		await handle.close();
	}
}

async function isJustWritten(file: string): Promise<boolean> {
	const stats = await statFile(file);
	return stats !== null && Date.now() - Number(stats.mtimeMs) < JUST_WRITTEN_MS;
}
