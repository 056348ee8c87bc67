import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { BrokenRecordError, LockTimeoutError } from '../errors';
import { toStamp } from '../../listing/stamp';
import { encodeKey } from '../key';
import { parseRecord } from '../freeze';
import type { ScriptedPipeline, ScriptedRedis } from './redisScripts';
import { neverAbsent, type Collection, type JsonObject, type UpdateOutcome } from '../store';
import { applyUpdates, type KeyChange, type NumberedUpdate } from '../updateBatch';

/** The parts that one store shares. */
export interface RedisParts {
	client: ScriptedRedis;
	prefix: string;
	/** Makes the caller's error when a command fails. */
	explain: (error: unknown) => Error;
	/** Milliseconds since 1970. */
	now: () => number;
	/** Returns [0, 1). */
	random: () => number;
}

/** In each round at least one of the competing writers succeeds. */
const MOST_ROUNDS = 200;
const LONGEST_PAUSE_MS = 20;

/**
 * Reads and changes records as JSON text, a few hundred at a time, with one round trip each for reading
 * and writing.
 */
export class RedisRecords {
	constructor(private readonly parts: RedisParts) {}

	makeKey(collection: Collection, key: string): string {
		return `${this.parts.prefix}:${collection}:${key}`;
	}

	/** The hash of the reasons why records were set aside. */
	get reasons(): string {
		return `${this.parts.prefix}:broken-reasons`;
	}

	async read(collection: Collection, keys: readonly string[]): Promise<Map<string, JsonObject>> {
		const found = new Map<string, JsonObject>();
		for (const [key, text] of await this.#texts(collection, keys)) {
			const value = await this.#parseOrSetAside(collection, key, text);
			if (value) found.set(key, value);
		}
		return found;
	}

	/**
	 * Reads, computes the changes, writes those whose record nobody changed meanwhile, and tries the rest
	 * again.
	 * @param pending by key; empty when all have their outcome
	 */
	async update(
		collection: Collection,
		pending: Map<string, NumberedUpdate[]>,
		outcomes: UpdateOutcome[],
	): Promise<void> {
		for (let round = 0; pending.size > 0; round++) {
			if (round > 0) await sleep(LONGEST_PAUSE_MS * this.parts.random());
			try {
				const changes = await this.#workOut(collection, pending);
				const written = await this.#writeAll(collection, changes);
				changes.forEach((change, at) => {
					if (written[at] === false) return;
					pending.delete(change.key);
					this.#settle(change, written[at], outcomes);
				});
			} catch (error) {
				failAll(pending, outcomes, () => this.parts.explain(error));
			}
			if (round === MOST_ROUNDS) {
				const waitedMs = (MOST_ROUNDS * LONGEST_PAUSE_MS) / 2;
				failAll(pending, outcomes, (key) => new LockTimeoutError(key, waitedMs));
			}
		}
	}

	async #workOut(collection: Collection, pending: Map<string, NumberedUpdate[]>) {
		const texts = await this.#texts(collection, [...pending.keys()]);
		const changes: KeyChange[] = [];
		for (const [key, updates] of pending) {
			const text = texts.get(key);
			const current =
				text === undefined ? undefined : await this.#parseOrSetAside(collection, key, text);
			changes.push(applyUpdates({ collection, key }, current ? text : undefined, current, updates));
		}
		return changes;
	}

	#settle(change: KeyChange, written: true | Error | undefined, outcomes: UpdateOutcome[]): void {
		const { key } = change;
		for (const { index, outcome } of change.outcomes) {
			const isLost = written instanceof Error && outcome.ok;
			outcomes[index] = isLost ? { key, ok: false, error: this.parts.explain(written) } : outcome;
		}
	}

	/** Returns true if written (or nothing had to be), false if another writer was faster. */
	async #writeAll(
		collection: Collection,
		changes: readonly KeyChange[],
	): Promise<Array<boolean | Error>> {
		const writing = changes.filter(({ after }) => after !== undefined);
		if (writing.length === 0) return changes.map(() => true);
		const pipeline = this.parts.client.pipeline() as ScriptedPipeline;
		for (const { key, before, after } of writing) {
			pipeline.replaceIfUnchanged(
				this.makeKey(collection, key),
				before === undefined ? '0' : '1',
				before ?? '',
				after === null ? 'delete' : 'set',
				after ?? '',
			);
		}
		const replies = (await pipeline.exec()) ?? [];
		const results = new Map<string, boolean | Error>();
		writing.forEach(({ key }, at) => {
			const [error, reply] = replies[at] ?? [new Error('Connection is closed.'), null];
			results.set(key, error ?? reply === 1);
		});
		return changes.map(({ key }) => results.get(key) ?? true);
	}

	async #texts(collection: Collection, keys: readonly string[]): Promise<Map<string, string>> {
		const found = new Map<string, string>();
		if (keys.length === 0) return found;
		const texts = await this.parts.client.mget(keys.map((key) => this.makeKey(collection, key)));
		texts.forEach((text, at) => {
			if (text !== null) found.set(keys[at]!, text);
		});
		return found;
	}

	async #parseOrSetAside(
		collection: Collection,
		key: string,
		text: string,
	): Promise<JsonObject | undefined> {
		try {
			return parseRecord(text, collection);
		} catch (error) {
			if (!(error instanceof SyntaxError)) throw error;
			if (neverAbsent.has(collection)) {
				throw new BrokenRecordError(this.makeKey(collection, key), error.message);
			}
			await this.#setAside(collection, key, text, error.message);
			return undefined;
		}
	}

	async #setAside(collection: Collection, key: string, text: string, reason: string) {
		const { client, prefix, now } = this.parts;
		const at = toStamp(now());
		const place = `${prefix}:broken:${collection}:${encodeKey(key)}:${at}:${randomUUID()}`;
		const note = JSON.stringify({ collection, key, reason, at });
		const from = this.makeKey(collection, key);
		await client.setAsideIfUnchanged(from, place, this.reasons, text, note);
	}
}

function failAll(
	pending: Map<string, NumberedUpdate[]>,
	outcomes: UpdateOutcome[],
	errorOf: (key: string) => Error,
): void {
	for (const [key, updates] of pending) {
		for (const { index } of updates) outcomes[index] = { key, ok: false, error: errorOf(key) };
	}
	pending.clear();
}
