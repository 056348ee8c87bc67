import { asError } from '../../lib/stores/errors';
import { requireUsableKey } from '../../lib/stores/key';
import { parseLines, parseRecord } from '../../lib/stores/freeze';
import type {
	BrokenRecord,
	Collection,
	JsonObject,
	Store,
	Update,
	UpdateOutcome,
	View,
} from '../../lib/stores/store';

/** Keeps everything in this process as JSON text: for tests, and for trying a workflow out. */
export class MemoryStore implements Store {
	readonly place = 'memory';
	readonly #collections = new Map<Collection, Map<string, string>>();
	readonly #logs = new Map<string, string[]>();

	async read(collection: Collection, keys: readonly string[]) {
		return await this.view(collection, keys, { name: 'whole', of: (value) => value });
	}

	async view<T>(collection: Collection, keys: readonly string[], view: View<T>) {
		const found = new Map<string, T>();
		for (const key of keys) {
			requireUsableKey(key);
			const text = this.#collection(collection).get(key);
			if (text !== undefined) found.set(key, view.of(parseRecord(text)));
		}
		return found;
	}

	async update(collection: Collection, updates: readonly Update[]): Promise<UpdateOutcome[]> {
		return updates.map((update) => this.#updateOne(this.#collection(collection), update));
	}

	async delete(collection: Collection, keys: readonly string[]): Promise<number> {
		keys.forEach(requireUsableKey);
		return keys.filter((key) => this.#collection(collection).delete(key)).length;
	}

	async *keys(collection: Collection): AsyncIterable<string> {
		yield* [...this.#collection(collection).keys()];
	}

	async append(log: string, records: readonly JsonObject[]): Promise<void> {
		requireUsableKey(log);
		const lines = this.#logs.get(log) ?? [];
		this.#logs.set(log, [...lines, ...records.map((record) => JSON.stringify(record))]);
	}

	async readLog(log: string): Promise<JsonObject[]> {
		requireUsableKey(log);
		return parseLines(this.#logs.get(log) ?? []);
	}

	async deleteLog(log: string): Promise<void> {
		this.#logs.delete(log);
	}

	async broken(): Promise<BrokenRecord[]> {
		return [];
	}

	async close(): Promise<void> {
		this.#collections.clear();
		this.#logs.clear();
	}

	#updateOne(records: Map<string, string>, { key, change }: Update): UpdateOutcome {
		try {
			requireUsableKey(key);
			const text = records.get(key);
			const current = text === undefined ? undefined : parseRecord(text);
			const next = change(current);
			if (next === undefined) return { key, ok: true, value: current };
			if (next === null) records.delete(key);
			else records.set(key, JSON.stringify(next));
			return { key, ok: true, value: next === null ? undefined : parseRecord(records.get(key)!) };
		} catch (error) {
			return { key, ok: false, error: asError(error) };
		}
	}

	#collection(name: Collection): Map<string, string> {
		const records = this.#collections.get(name) ?? new Map<string, string>();
		this.#collections.set(name, records);
		return records;
	}
}
