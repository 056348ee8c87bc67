import { randomUUID } from 'node:crypto';
import type { ListingRow } from '../listing/listing';
import { parseStamp } from '../listing/stamp';
import { changeRecord } from '../stores/changeRecord';
import type { JsonObject, Store } from '../stores/store';

/** The intended edit of a shop item, written down before it is sent. */
export interface EditIntent {
	run: string;
	account: string;
	item_id: number;
	asin: string;
	/** The edited row, if the rows of the item differ in their ASIN; absent = the item. */
	variation?: ListingRow;
	field_edits: Record<string, { from: unknown; to: unknown }>;
	/** The decision's steps with figures. */
	why: unknown;
	/** ISO 8601 with offset. */
	at: string;
}

export interface EditAnswer {
	/** `stopped`: it was never sent, because the shop was stopped in that moment. */
	outcome: 'applied' | 'failed' | 'lost' | 'stopped';
	detail: unknown;
	/** ISO 8601 with offset. */
	at: string;
}

/**
 * `answer` is null if none was written down: the run crashed in between, and the edit may have been sent.
 */
export interface JournalEntry extends EditIntent {
	id: string;
	answer: EditAnswer | null;
}

const DAY_MS = 24 * 3_600_000;

interface RunRecord {
	run: string;
	/** Stamp of the first intent; it decides the run's age. */
	first_at: string;
}

/**
 * Records the intent before an edit and the answer after it; one log per run, so that a run can be shown
 * and undone.
 */
export class Journal {
	constructor(private readonly store: Store) {}

	/** Returns the id to answer to, once the intent is safe on disk. */
	async intend(intent: EditIntent): Promise<string> {
		const [id] = await this.intendAll([intent]);
		return id!;
	}

	/** Records several intents at once, in order; all those of one run cost one write. */
	async intendAll(intents: readonly EditIntent[]): Promise<string[]> {
		const entries = intents.map((intent) => ({ id: makeId(intent.run), ...intent }));
		for (const [run, ofRun] of Map.groupBy(entries, (entry) => entry.run)) {
			await this.#rememberRun(run, ofRun[0]!.at);
			await this.store.append(nameLog(run), ofRun as unknown as JsonObject[]);
		}
		return entries.map((entry) => entry.id);
	}

	async answer(id: string, answer: EditAnswer): Promise<void> {
		await this.store.append(nameLog(readRunId(id)), [{ answers: id, ...answer }]);
	}

	/**
	 * Returns the edits in the order of their intents, each once; an edit answered twice keeps the last
	 * answer.
	 */
	async ofRun(run: string): Promise<JournalEntry[]> {
		const entries = new Map<string, JournalEntry>();
		for (const { answers, ...line } of await this.store.readLog(nameLog(run))) {
			const answered = entries.get(String(answers));
			if (answered) answered.answer = line as unknown as EditAnswer;
			if (answers !== undefined) continue;
			const entry = line as unknown as EditIntent & { id: string };
			entries.set(entry.id, { ...entry, answer: null });
		}
		return [...entries.values()];
	}

	/**
	 * Returns the edits of an account that were written down after `sinceMs` (milliseconds since 1970), of all
	 * runs that began within a day before.
	 */
	async since(account: string, sinceMs: number): Promise<JournalEntry[]> {
		const recent = (await this.runs()).filter(
			({ first_at }) => (parseStamp(first_at) ?? 0) >= sinceMs - DAY_MS,
		);
		const entries = await Promise.all(recent.map(async ({ run }) => await this.ofRun(run)));
		return entries
			.flat()
			.filter((entry) => entry.account === account && (parseStamp(entry.at) ?? 0) >= sinceMs);
	}

	/** Returns the numbers of the runs that edited anything, in order. */
	async ids(): Promise<string[]> {
		const runs: string[] = [];
		for await (const run of this.store.keys('journal')) runs.push(run);
		return runs.sort();
	}

	/** Returns run ids with the time of their first intent, newest first. */
	async runs(): Promise<Array<{ run: string; first_at: string }>> {
		const records = [...(await this.store.read('journal', await this.ids())).values()];
		return records
			.map((record) => record as unknown as RunRecord)
			.sort((one, other) => (parseStamp(other.first_at) ?? 0) - (parseStamp(one.first_at) ?? 0));
	}

	/**
	 * Forgets runs that began before `olderThanMs` (milliseconds since 1970), except those in `kept`;
	 * returns how many.
	 */
	async prune(olderThanMs: number, kept: ReadonlySet<string>): Promise<number> {
		const old = (await this.runs()).filter(
			({ run, first_at }) => !kept.has(run) && (parseStamp(first_at) ?? Infinity) < olderThanMs,
		);
		for (const { run } of old) await this.store.deleteLog(nameLog(run));
		return await this.store.delete(
			'journal',
			old.map(({ run }) => run),
		);
	}

	async #rememberRun(run: string, first_at: string): Promise<void> {
		if ((await this.store.read('journal', [run])).has(run)) return;
		await changeRecord<RunRecord>(this.store, 'journal', run, (current) =>
			current ? undefined : { run, first_at },
		);
	}
}

/** Names the stock of a row among the fields of an edit. */
export const variationField = (id: string | number): string => `variation:${id}`;

/** Returns the name of the log that holds a run's edits. */
export const nameLog = (run: string): string => `journal ${run}`;

/** The id contains the run, so that an answer needs no search. */
const makeId = (run: string): string => `${randomUUID()} ${run}`;

const readRunId = (id: string): string => id.slice(id.indexOf(' ') + 1);
