import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { BrokenRecordError, readCode } from '../errors';
import { toStamp } from '../../listing/stamp';
import { brokenLog, listBroken, readNames, setAside } from './brokenFiles';
import { isTemporary, type DurableOptions } from './system/durable';
import { FileIndex, makeSignature } from './fileIndex';
import type { FileLog } from './fileLog';
import { makeFileName, keyOfFileName } from './fileName';
import { encodeKey } from '../key';
import { BrokenFileError, JsonFileAdapter, loadFile, statFile, type LoadedFile } from './jsonFile';
import type { HeldLock, KeyLocks } from './keyLocks';
import { makeFolder } from './system/ownFiles';
import { isPassing, patiently } from './system/patience';
import {
	neverAbsent,
	type BrokenRecord,
	type Collection,
	type JsonObject,
	type Update,
	type View,
} from '../store';

/** The parts that all folders of one store share. */
export interface SharedParts {
	durable: DurableOptions;
	locks: KeyLocks;
	log: FileLog;
	/** Parsed records of unchanged files, by path. */
	index: FileIndex<JsonObject>;
	/** Milliseconds since 1970. */
	now: () => number;
}

const VIEWS_REMEMBERED = 200_000;
/** A temporary file of this age was left by a process that died. */
const LEFT_OVER_MS = 3600 * 1000;

/** The records of one collection, one file each. */
export class RecordFolder {
	readonly #views = new Map<string, FileIndex<unknown>>();

	constructor(
		private readonly collection: Collection,
		private readonly folder: string,
		private readonly shared: SharedParts,
	) {}

	/** Reads from the index if the file is unchanged. A broken file is set aside under its lock. */
	async load(key: string): Promise<JsonObject | undefined> {
		try {
			return await this.#loadUnchanged(this.#fileOf(key));
		} catch (error) {
			if (!(error instanceof BrokenFileError)) throw error;
			return await this.#locked(key, () => this.#loadOrSetAside(key));
		}
	}

	async view<T>(key: string, view: View<T>): Promise<T | undefined> {
		const file = this.#fileOf(key);
		const stats = await statFile(file);
		if (!stats) return undefined;
		const memo = this.#viewIndex<T>(view.name);
		const known = memo.get(file, makeSignature(stats));
		if (known !== undefined) return known;
		const value = await this.load(key);
		if (value === undefined) return undefined;
		const seen = view.of(value);
		// The signature is from before the load: a change in between is noticed the next time.
		memo.set(file, makeSignature(stats), seen, 1);
		return seen;
	}

	async change(key: string, change: Update['change']): Promise<JsonObject | undefined> {
		return await this.#locked(key, async (held) => {
			const current = await this.#loadOrSetAside(key);
			const next = change(current);
			if (next === undefined) return current;
			held.assertHeld();
			if (next !== null) return await this.#write(key, next, held);
			await this.#remove(key);
			return undefined;
		});
	}

	/** Returns true if the record existed. */
	async delete(key: string): Promise<boolean> {
		return await this.#locked(key, () => this.#remove(key));
	}

	async keys(): Promise<string[]> {
		const names = await readNames(this.folder);
		for (const name of names.filter(isTemporary)) await this.#removeLeftOver(name);
		return names.map(keyOfFileName).filter((key) => key !== null);
	}

	async broken(log: readonly JsonObject[]): Promise<BrokenRecord[]> {
		return await listBroken(this.collection, this.folder, log);
	}

	async #loadUnchanged(file: string): Promise<JsonObject | undefined> {
		const stats = await statFile(file);
		if (!stats) return undefined;
		const known = this.shared.index.get(file, makeSignature(stats));
		return known ?? this.#remember(file, await loadFile(file, this.collection));
	}

	/** The caller holds the key's lock. */
	async #loadOrSetAside(key: string): Promise<JsonObject | undefined> {
		try {
			return await this.#loadUnchanged(this.#fileOf(key));
		} catch (error) {
			if (!(error instanceof BrokenFileError)) throw error;
			if (neverAbsent.has(this.collection)) {
				throw new BrokenRecordError(this.#fileOf(key), error.reason);
			}
			await this.#setAside(key, error.reason);
			return undefined;
		}
	}

	async #setAside(key: string, reason: string): Promise<void> {
		const now = this.shared.now();
		const place = await setAside(this.folder, makeFileName(key), now);
		const entry = { collection: this.collection, key, place, reason, at: toStamp(now) };
		await this.shared.log.append(brokenLog, [entry]);
	}

	async #write(key: string, value: JsonObject, held: HeldLock): Promise<JsonObject | undefined> {
		const file = this.#fileOf(key);
		const beforeWrite = () => held.assertHeld();
		const adapter = new JsonFileAdapter(file, this.collection, {
			...this.shared.durable,
			beforeWrite,
		});
		const database = new Low<JsonObject>(adapter, value);
		try {
			await database.write();
		} catch (error) {
			// The folder is created when it turns out to be missing, instead of being checked before each
			// write.
			if (readCode(error) !== 'ENOENT') throw error;
			await makeFolder(this.folder);
			await database.write();
		}
		return this.#remember(file, adapter.loaded);
	}

	async #remove(key: string): Promise<boolean> {
		const file = this.#fileOf(key);
		this.shared.index.delete(file);
		if (!(await statFile(file))) return false;
		await patiently(() => rm(file));
		return true;
	}

	async #removeLeftOver(name: string): Promise<void> {
		const stats = await statFile(join(this.folder, name));
		if (!stats || Date.now() - Number(stats.mtimeMs) < LEFT_OVER_MS) return;
		// Whoever holds it now does not matter: the next listing tries again.
		await rm(join(this.folder, name), { force: true }).catch(passBusy);
	}

	#remember(file: string, loaded: LoadedFile | null): JsonObject | undefined {
		if (loaded) this.shared.index.set(file, loaded.signature, loaded.value, loaded.length);
		return loaded?.value;
	}

	async #locked<T>(key: string, task: (held: HeldLock) => Promise<T>): Promise<T> {
		return await this.shared.locks.hold(`${this.collection}-${encodeKey(key)}`, task);
	}

	#viewIndex<T>(name: string): FileIndex<T> {
		const index = this.#views.get(name) ?? new FileIndex<unknown>(VIEWS_REMEMBERED);
		this.#views.set(name, index);
		return index as FileIndex<T>;
	}

	#fileOf(key: string): string {
		return join(this.folder, makeFileName(key));
	}
}

function passBusy(error: unknown): void {
	if (!isPassing(error)) throw error;
}
