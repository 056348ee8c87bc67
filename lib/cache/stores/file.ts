import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Low } from 'lowdb';
import { asError, CacheError, codeOf } from '../errors';
import { inParallel } from '../inParallel';
import { toStamp } from '../stamp';
import { brokenLog, listBroken, readNames, setAside } from './brokenFiles';
import { isTemporary, type DurableOptions } from './durable';
import { FileIndex, signatureOf } from './fileIndex';
import { FileLog } from './fileLog';
import { encodeKey, fileNameOf, keyOfFileName } from './fileName';
import { folderError } from './folderError';
import { BrokenFileError, JsonFileAdapter, loadFile, statFile, type LoadedFile } from './jsonFile';
import { KeyLocks, type HeldLock } from './keyLocks';
import { collections } from './store';
import type {
	BrokenRecord,
	Collection,
	JsonObject,
	Store,
	Update,
	UpdateOutcome,
	View,
} from './store';

export interface FileStoreOptions {
	/** Made where it is missing. Documents lie in it, book-keeping in its `state` folder. */
	folder: string;
	/** Milliseconds since 1970, for the names of broken files. */
	now: () => number;
	/** Default true: an acknowledged write survives a power cut. */
	fsync?: boolean;
	/** Default Math.random. */
	random?: () => number;
	/** Default 10 s: how long a dead process's lock keeps others out. */
	lockStaleMs?: number;
	/** Default 30 s. */
	lockWaitMs?: number;
	/** Default 8 million: characters of JSON that the index may remember. */
	indexCharacters?: number;
}

/** Disk threads are few (libuv has 4); more at once only take memory. */
const WIDTH = 8;
const VIEWS_REMEMBERED = 200_000;
/** Temporary files this old were left by a process that died. */
const LEFT_OVER_MS = 3600 * 1000;

/** One readable JSON file a record, through lowdb. */
export class FileStore implements Store {
	readonly place: string;
	readonly #now: () => number;
	readonly #durable: DurableOptions;
	readonly #locks: KeyLocks;
	readonly #log: FileLog;
	readonly #index: FileIndex<JsonObject>;
	readonly #views = new Map<string, FileIndex<unknown>>();

	constructor(options: FileStoreOptions) {
		const { folder, now, fsync = true, random = Math.random } = options;
		this.place = folder;
		this.#now = now;
		this.#durable = { fsync, random };
		this.#locks = new KeyLocks(join(folder, 'state', 'locks'), {
			staleMs: options.lockStaleMs ?? 10_000,
			waitMs: options.lockWaitMs ?? 30_000,
			random,
		});
		this.#log = new FileLog(join(folder, 'state', 'logs'), { fsync });
		this.#index = new FileIndex(options.indexCharacters ?? 8_000_000);
	}

	async read(collection: Collection, keys: readonly string[]): Promise<Map<string, JsonObject>> {
		return await this.#readEach(keys, (key) => this.#load(collection, key));
	}

	async view<T>(collection: Collection, keys: readonly string[], view: View<T>) {
		const memo = this.#viewIndex<T>(`${collection} ${view.name}`);
		return await this.#readEach(keys, async (key) => {
			const file = this.#fileOf(collection, key);
			const stats = await statFile(file);
			if (!stats) return undefined;
			const known = memo.get(file, signatureOf(stats));
			if (known !== undefined) return known;
			const value = await this.#load(collection, key);
			if (value === undefined) return undefined;
			const seen = view.of(value);
			// Of the file as it was before the load: a change in between is noticed the next time.
			memo.set(file, signatureOf(stats), seen, 1);
			return seen;
		});
	}

	async update(collection: Collection, updates: readonly Update[]): Promise<UpdateOutcome[]> {
		return await inParallel(updates, WIDTH, async ({ key, change }): Promise<UpdateOutcome> => {
			try {
				const value = await this.#locked(collection, key, (held) =>
					this.#change(collection, key, change, held),
				);
				return { key, ok: true, value };
			} catch (error) {
				return { key, ok: false, error: this.#explain(error) };
			}
		});
	}

	async delete(collection: Collection, keys: readonly string[]): Promise<number> {
		const deleted = await inParallel(keys, WIDTH, (key) =>
			this.#locked(collection, key, async () => {
				const file = this.#fileOf(collection, key);
				this.#index.delete(file);
				if (!(await statFile(file))) return false;
				await this.#guard(() => rm(file));
				return true;
			}),
		);
		return deleted.filter(Boolean).length;
	}

	async *keys(collection: Collection): AsyncIterable<string> {
		const folder = this.#folderOf(collection);
		const names = await this.#guard(() => readNames(folder));
		await this.#removeLeftOvers(folder, names.filter(isTemporary));
		for (const name of names.sort()) {
			const key = keyOfFileName(name);
			if (key !== null) yield key;
		}
	}

	async append(log: string, records: readonly JsonObject[]): Promise<void> {
		const lock = `log-${encodeKey(log)}`;
		await this.#guard(() => this.#locks.hold(lock, () => this.#log.append(log, records)));
	}

	async readLog(log: string): Promise<JsonObject[]> {
		return await this.#guard(() => this.#log.read(log));
	}

	async deleteLog(log: string): Promise<void> {
		const lock = `log-${encodeKey(log)}`;
		await this.#guard(() => this.#locks.hold(lock, () => this.#log.delete(log)));
	}

	async broken(): Promise<BrokenRecord[]> {
		const log = await this.readLog(brokenLog);
		const found = collections.map((name) => listBroken(name, this.#folderOf(name), log));
		return (await this.#guard(() => Promise.all(found))).flat();
	}

	async close(): Promise<void> {
		this.#index.clear();
		this.#views.clear();
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

	/** From the index where the file is unchanged. A broken file is set aside under its lock. */
	async #load(collection: Collection, key: string): Promise<JsonObject | undefined> {
		try {
			return await this.#loadUnchanged(this.#fileOf(collection, key));
		} catch (error) {
			if (!(error instanceof BrokenFileError)) throw error;
			return await this.#locked(collection, key, () => this.#loadOrSetAside(collection, key));
		}
	}

	async #loadUnchanged(file: string): Promise<JsonObject | undefined> {
		const stats = await statFile(file);
		if (!stats) return undefined;
		const known = this.#index.get(file, signatureOf(stats));
		return known ?? this.#remember(file, await loadFile(file));
	}

	async #loadOrSetAside(collection: Collection, key: string): Promise<JsonObject | undefined> {
		try {
			return await this.#loadUnchanged(this.#fileOf(collection, key));
		} catch (error) {
			if (!(error instanceof BrokenFileError)) throw error;
			const now = this.#now();
			const place = await setAside(this.#folderOf(collection), fileNameOf(key), now);
			const { reason } = error;
			await this.append(brokenLog, [{ collection, key, place, reason, at: toStamp(now) }]);
			return undefined;
		}
	}

	async #change(collection: Collection, key: string, change: Update['change'], held: HeldLock) {
		const file = this.#fileOf(collection, key);
		const beforeWrite = () => held.assertHeld();
		const current = await this.#loadOrSetAside(collection, key);
		const next = change(current);
		if (next === undefined) return current;
		if (next === null) {
			beforeWrite();
			this.#index.delete(file);
			await rm(file, { force: true });
			return undefined;
		}
		const adapter = new JsonFileAdapter(file, { ...this.#durable, beforeWrite });
		const database = new Low<JsonObject>(adapter, next);
		await this.#inFolder(dirname(file), () => database.write());
		return this.#remember(file, adapter.loaded);
	}

	#remember(file: string, loaded: LoadedFile | null): JsonObject | undefined {
		if (loaded) this.#index.set(file, loaded.signature, loaded.value, loaded.length);
		return loaded?.value;
	}

	/** The folder is made when it turns out to be missing, not looked for before each write. */
	async #inFolder(folder: string, write: () => Promise<void>): Promise<void> {
		try {
			await write();
		} catch (error) {
			if (codeOf(error) !== 'ENOENT') throw error;
			await mkdir(folder, { recursive: true });
			await write();
		}
	}

	async #removeLeftOvers(folder: string, names: readonly string[]): Promise<void> {
		for (const name of names) {
			const stats = await statFile(join(folder, name));
			if (!stats || Date.now() - Number(stats.mtimeMs) < LEFT_OVER_MS) continue;
			await this.#guard(() => rm(join(folder, name), { force: true }));
		}
	}

	#locked<T>(collection: Collection, key: string, task: (held: HeldLock) => Promise<T>) {
		return this.#guard(() => this.#locks.hold(`${collection}-${encodeKey(key)}`, task));
	}

	async #guard<T>(task: () => Promise<T>): Promise<T> {
		try {
			return await task();
		} catch (error) {
			throw this.#explain(error);
		}
	}

	#explain(error: unknown): Error {
		if (error instanceof CacheError) return error;
		return codeOf(error) ? folderError(this.place, error) : asError(error);
	}

	#viewIndex<T>(name: string): FileIndex<T> {
		const index = this.#views.get(name) ?? new FileIndex<unknown>(VIEWS_REMEMBERED);
		this.#views.set(name, index);
		return index as FileIndex<T>;
	}

	#folderOf(collection: Collection): string {
		return collection === 'documents' ? this.place : join(this.place, 'state', collection);
	}

	#fileOf(collection: Collection, key: string): string {
		return join(this.#folderOf(collection), fileNameOf(key));
	}
}
