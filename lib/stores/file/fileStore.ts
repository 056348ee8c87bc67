import { join } from 'node:path';
import { asError, StoreError, readCode } from '../errors';
import { inParallel } from '../inParallel';
import { brokenLog } from './brokenFiles';
import { FileIndex } from './fileIndex';
import { FileLog } from './fileLog';
import { folderError } from './system/folderError';
import { KeyLocks } from './keyLocks';
import { RecordFolder } from './recordFolder';
import { collections } from '../store';
import type {
	BrokenRecord,
	Collection,
	JsonObject,
	Store,
	Update,
	UpdateOutcome,
	View,
} from '../store';

export interface FileStoreOptions {
	/** Created if it is missing. It contains the documents, and bookkeeping in its `state` folder. */
	folder: string;
	/** Milliseconds since 1970, for the names of broken files. */
	now: () => number;
	/** Default true: an acknowledged write survives a power cut. */
	fsync?: boolean;
	/** Default Math.random. */
	random?: () => number;
	/** Default 10 s: how long a dead process's lock blocks others. */
	lockStaleMs?: number;
	/** Default 30 s. */
	lockWaitMs?: number;
	/** Default 8 million: most characters of JSON that the index remembers. */
	indexCharacters?: number;
}

/** There are few disk threads (libuv has 4); more at once would only use memory. */
const WIDTH = 8;

/** Stores each record as a readable JSON file, through lowdb. */
export class FileStore implements Store {
	readonly place: string;
	readonly #log: FileLog;
	readonly #index: FileIndex<JsonObject>;
	readonly #folders: Map<Collection, RecordFolder>;

	constructor(options: FileStoreOptions) {
		const { folder, now, fsync = true, random = Math.random } = options;
		const state = join(folder, 'state');
		const { lockStaleMs: staleMs = 10_000, lockWaitMs: waitMs = 30_000 } = options;
		const locks = new KeyLocks(join(state, 'locks'), { staleMs, waitMs, random });
		this.place = folder;
		this.#log = new FileLog(join(state, 'logs'), locks, { fsync });
		this.#index = new FileIndex(options.indexCharacters ?? 8_000_000);
		const shared = { durable: { fsync, random }, locks, log: this.#log, index: this.#index, now };
		this.#folders = new Map(
			collections.map((name) => {
				const path = name === 'documents' ? folder : join(state, name);
				return [name, new RecordFolder(name, path, shared)];
			}),
		);
	}

	async read(collection: Collection, keys: readonly string[]): Promise<Map<string, JsonObject>> {
		const records = this.#folder(collection);
		return await this.#readEach(keys, (key) => records.load(key));
	}

	async view<T>(collection: Collection, keys: readonly string[], view: View<T>) {
		const records = this.#folder(collection);
		return await this.#readEach(keys, (key) => records.view(key, view));
	}

	async update(collection: Collection, updates: readonly Update[]): Promise<UpdateOutcome[]> {
		const records = this.#folder(collection);
		return await inParallel(updates, WIDTH, async ({ key, change }): Promise<UpdateOutcome> => {
			try {
				return { key, ok: true, value: await records.change(key, change) };
			} catch (error) {
				return { key, ok: false, error: this.#explain(error) };
			}
		});
	}

	async delete(collection: Collection, keys: readonly string[]): Promise<number> {
		const records = this.#folder(collection);
		const deleted = await this.#guard(() => inParallel(keys, WIDTH, (key) => records.delete(key)));
		return deleted.filter(Boolean).length;
	}

	async *keys(collection: Collection): AsyncIterable<string> {
		yield* await this.#guard(() => this.#folder(collection).keys());
	}

	async append(log: string, records: readonly JsonObject[]): Promise<void> {
		await this.#guard(() => this.#log.append(log, records));
	}

	async readLog(log: string): Promise<JsonObject[]> {
		return await this.#guard(() => this.#log.read(log));
	}

	async deleteLog(log: string): Promise<void> {
		await this.#guard(() => this.#log.delete(log));
	}

	async broken(): Promise<BrokenRecord[]> {
		const log = await this.readLog(brokenLog);
		const folders = [...this.#folders.values()];
		const lists = await this.#guard(() => Promise.all(folders.map((each) => each.broken(log))));
		return lists.flat();
	}

	async close(): Promise<void> {
		this.#index.clear();
	}

	async #readEach<T>(keys: readonly string[], one: (key: string) => Promise<T | undefined>) {
		const wanted = [...new Set(keys)];
		const values = await this.#guard(() => inParallel(wanted, WIDTH, one));
		const found = new Map<string, T>();
		wanted.forEach((key, index) => {
			const value = values[index];
			if (value !== undefined) found.set(key, value);
		});
		return found;
	}

	async #guard<T>(task: () => Promise<T>): Promise<T> {
		try {
			return await task();
		} catch (error) {
			throw this.#explain(error);
		}
	}

	#explain(error: unknown): Error {
		if (error instanceof StoreError) return error;
		return readCode(error) ? folderError(this.place, error) : asError(error);
	}

	#folder(collection: Collection): RecordFolder {
		return this.#folders.get(collection)!;
	}
}
