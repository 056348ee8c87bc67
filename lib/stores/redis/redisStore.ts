import type { Redis } from 'ioredis';
import { inChunks } from '../../listing/inChunks';
import { asError } from '../errors';
import { requireUsableKey } from '../key';
import { parseLines, parseRecord } from '../freeze';
import { makeRedisError } from './redisError';
import { RedisRecords } from './redisRecords';
import { withScripts, type ScriptedRedis } from './redisScripts';
import type {
	BrokenRecord,
	Collection,
	JsonObject,
	Store,
	Update,
	UpdateOutcome,
	View,
} from '../store';
import type { NumberedUpdate } from '../updateBatch';

export interface RedisStoreOptions {
	/** Connected or connecting; ended by `close`. */
	client: Redis;
	/** Added before every key: caches with different prefixes are independent. */
	prefix: string;
	/** For messages, without password: `redis://localhost:6379/0`. */
	place: string;
	/** Milliseconds since 1970, for the names of broken records. */
	now: () => number;
	/** Default Math.random: spreads the retries of competing writers. */
	random?: () => number;
	/** Called before the connection is closed. */
	onClose?: () => void;
}

const CHUNK = 200;
const SCAN_COUNT = 1000;

/** Stores records as JSON text under `<prefix>:<collection>:<key>`, for more than one machine. */
export class RedisStore implements Store {
	readonly place: string;
	readonly #client: ScriptedRedis;
	readonly #prefix: string;
	readonly #records: RedisRecords;

	#connectionError: Error | null = null;

	readonly #onClose: (() => void) | undefined;

	constructor({ client, prefix, place, now, random = Math.random, onClose }: RedisStoreOptions) {
		this.place = place;
		this.#onClose = onClose;
		this.#client = withScripts(client);
		this.#prefix = prefix;
		const explain = (error: unknown) => this.#explain(error);
		this.#records = new RedisRecords({ client: this.#client, prefix, explain, now, random });
		client.on('error', (error) => (this.#connectionError = error));
		client.on('ready', () => (this.#connectionError = null));
	}

	async read(collection: Collection, keys: readonly string[]): Promise<Map<string, JsonObject>> {
		return await this.view(collection, keys, { name: 'whole', of: (value) => value });
	}

	async view<T>(collection: Collection, keys: readonly string[], view: View<T>) {
		keys.forEach(requireUsableKey);
		const found = new Map<string, T>();
		for (const chunk of inChunks([...new Set(keys)], CHUNK)) {
			const records = await this.#guard(() => this.#records.read(collection, chunk));
			for (const [key, value] of records) found.set(key, view.of(value));
		}
		return found;
	}

	async update(collection: Collection, updates: readonly Update[]): Promise<UpdateOutcome[]> {
		const outcomes = new Array<UpdateOutcome>(updates.length);
		const usable: NumberedUpdate[] = [];
		updates.forEach(({ key, change }, index) => {
			const problem = keyProblem(key);
			if (problem) outcomes[index] = { key, ok: false, error: problem };
			else usable.push({ key, change, index });
		});
		const byKey = [...Map.groupBy(usable, ({ key }) => key)];
		for (const chunk of inChunks(byKey, CHUNK)) {
			await this.#records.update(collection, new Map(chunk), outcomes);
		}
		return outcomes;
	}

	async delete(collection: Collection, keys: readonly string[]): Promise<number> {
		keys.forEach(requireUsableKey);
		let deleted = 0;
		for (const chunk of inChunks([...new Set(keys)], CHUNK)) {
			const places = chunk.map((key) => this.#records.makeKey(collection, key));
			deleted += await this.#guard(() => this.#client.unlink(places));
		}
		return deleted;
	}

	/** Returns each key once, although a scan may name a key twice while others write. */
	async *keys(collection: Collection): AsyncIterable<string> {
		const start = this.#records.makeKey(collection, '');
		const match = `${start.replace(/[\\*?[\]^]/g, '\\$&')}*`;
		const seen = new Set<string>();
		let cursor = '0';
		do {
			const [next, found] = await this.#guard(() =>
				this.#client.scan(cursor, 'MATCH', match, 'COUNT', SCAN_COUNT),
			);
			cursor = next;
			const fresh = found.filter((key) => !seen.has(key));
			for (const key of fresh) seen.add(key);
			yield* fresh.map((key) => key.slice(start.length));
		} while (cursor !== '0');
	}

	/** Appends records. If the answer was lost with the connection, a record may be in the log twice. */
	async append(log: string, records: readonly JsonObject[]): Promise<void> {
		const place = this.#logOf(log);
		if (records.length === 0) return;
		const lines = records.map((record) => JSON.stringify(record));
		await this.#guard(() => this.#client.rpush(place, ...lines));
	}

	async readLog(log: string): Promise<JsonObject[]> {
		const place = this.#logOf(log);
		return parseLines(await this.#guard(() => this.#client.lrange(place, 0, -1)));
	}

	async deleteLog(log: string): Promise<void> {
		const place = this.#logOf(log);
		await this.#guard(() => this.#client.unlink(place));
	}

	async broken(): Promise<BrokenRecord[]> {
		const reasons = await this.#guard(() => this.#client.hgetall(this.#records.reasons));
		const records: BrokenRecord[] = [];
		for (const [place, reason] of Object.entries(reasons).sort()) {
			const isThere = (await this.#guard(() => this.#client.exists(place))) === 1;
			if (isThere) records.push({ place, ...(parseRecord(reason) as Omit<BrokenRecord, 'place'>) });
		}
		return records;
	}

	async close(): Promise<void> {
		this.#onClose?.();
		this.#client.disconnect();
	}

	async #guard<T>(task: () => Promise<T>): Promise<T> {
		try {
			return await task();
		} catch (error) {
			throw this.#explain(error);
		}
	}

	#explain(error: unknown): Error {
		return makeRedisError(this.place, error, this.#connectionError);
	}

	#logOf(log: string): string {
		requireUsableKey(log);
		return `${this.#prefix}:log:${log}`;
	}
}

function keyProblem(key: string): Error | null {
	try {
		requireUsableKey(key);
		return null;
	} catch (error) {
		return asError(error);
	}
}
