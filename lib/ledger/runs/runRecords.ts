import { parseStamp } from '../../listing/stamp';
import { changeRecord } from '../../stores/changeRecord';
import type { Store } from '../../stores/store';
import type { DeskJob } from '../desk/deskJobs';
import type { RunFigures } from './runMemory';

/** `dead`: it ended, and neither Finish nor Failed closed it. `skipped`: it did not take place. */
export const runStates = ['running', 'finished', 'failed', 'dead', 'skipped'] as const;

export type RunState = (typeof runStates)[number];

/** `none`: the run had nothing to tell. `due`: its message is about to go out, or never did. */
export const tellings = ['none', 'due', 'told'] as const;

export type Telling = (typeof tellings)[number];

/** One run from its start to its end. Times: ISO 8601 with offset. */
export interface RunRecord {
	id: string;
	/** Name of its lease and of its memory. */
	name: string;
	/** Empty until BASE Listings has learnt it. */
	account: string;
	/** `sync`, `watch`, `basic_info`, or the workflow's id. */
	mode: string;
	workflow_id: string;
	/** n8n's name of the workflow. */
	workflow: string;
	/** The job of the owner's that it does; absent for a run that no form of the desk began. */
	job?: DeskJob['kind'];
	/** n8n's number of the execution; null = unknown. */
	execution: string | null;
	started_at: string;
	/** Started by a person in the editor. */
	is_manual: boolean;
	dry_run: boolean;
	/** Listings of the run; null until BASE Listings has read them. */
	total: number | null;
	state: RunState;
	/** null while it runs, as the following. */
	closed_at: string | null;
	/** The node where it failed; null if it did not, or before the first node. */
	node: string | null;
	/** Why it failed or was skipped; null if it was not, or if nobody said. */
	reason: string | null;
	/** How many of its edits may be in the shop. */
	edits: number | null;
	/** The counts of a finished run; absent for any other, and for one of an earlier version. */
	figures?: RunFigures;
	/** Absent while it runs, and for a run of an earlier version. */
	telling?: Telling;
	/** Why its messages may reach nobody, for the owner; absent if they have their way. */
	room_problem?: string;
}

/** How a run ended. */
export type RunEnding = Pick<RunRecord, 'node' | 'reason' | 'edits' | 'figures'> & {
	state: Exclude<RunState, 'running' | 'skipped'>;
	closed_at: string;
	telling: Telling;
};

/**
 * A run is closed once. It can turn out otherwise: taken for dead, while it waited or before n8n reported
 * its error; or failed, until a person pressed Retry and it was finished.
 */
const corrects: Record<RunState, readonly RunState[]> = {
	running: [],
	dead: ['running'],
	failed: ['running', 'dead'],
	finished: ['running', 'dead', 'failed'],
	skipped: [],
};

/** Every run by its number, as long as its edits can be undone. */
export class RunRecords {
	constructor(private readonly store: Store) {}

	/** Notes that a run has begun. */
	async open(record: RunRecord): Promise<void> {
		await changeRecord<RunRecord>(this.store, 'history', record.id, () => record);
	}

	/** Returns null for a run that began before there were records, or too long ago. */
	async get(id: string): Promise<RunRecord | null> {
		return (await this.read([id])).at(0) ?? null;
	}

	/** Returns the known ones of these runs, in order. */
	async read(ids: readonly string[]): Promise<RunRecord[]> {
		const found = await this.store.read('history', ids);
		return ids.flatMap((id) => (found.get(id) as RunRecord | undefined) ?? []);
	}

	/** Notes the facts of a run that only BASE Listings learns. */
	async learn(
		id: string,
		facts: Partial<Pick<RunRecord, 'name' | 'account' | 'dry_run' | 'total'>>,
	): Promise<void> {
		await changeRecord<RunRecord>(this.store, 'history', id, (current) =>
			current ? { ...current, ...facts } : undefined,
		);
	}

	/**
	 * Closes a run; one that is closed already keeps its ending.
	 * @returns the record, and whether this call closed it; null if the run is unknown
	 */
	async close(
		id: string,
		ending: RunEnding,
	): Promise<{ record: RunRecord; isNews: boolean } | null> {
		let isNews = false;
		const record = await changeRecord<RunRecord>(this.store, 'history', id, (current) => {
			isNews = current !== undefined && corrects[ending.state].includes(current.state);
			return current && isNews ? { ...current, ...ending } : undefined;
		});
		return record ? { record, isNews } : null;
	}

	/** Notes whether the message of a run went out. */
	async tell(id: string, telling: Telling): Promise<void> {
		await changeRecord<RunRecord>(this.store, 'history', id, (current) =>
			current && current.telling !== telling ? { ...current, telling } : undefined,
		);
	}

	/** Returns the numbers of all runs, in order. They begin with the day: `20261124-2100-7f3`. */
	async ids(): Promise<string[]> {
		const ids: string[] = [];
		for await (const id of this.store.keys('history')) ids.push(id);
		return ids.sort();
	}

	/** Forgets a run that did nothing. */
	async forget(id: string): Promise<void> {
		await this.store.delete('history', [id]);
	}

	/** Forgets runs that began before `olderThanMs` (milliseconds since 1970), except those in `kept`. */
	async prune(olderThanMs: number, kept: ReadonlySet<string>): Promise<void> {
		const old = (await this.read(await this.ids())).filter(
			({ id, started_at }) => !kept.has(id) && (parseStamp(started_at) ?? Infinity) < olderThanMs,
		);
		await this.store.delete(
			'history',
			old.map(({ id }) => id),
		);
	}
}
