import { addStart, type Schedule } from './interval';
import { addRun, addWorkflow, mergeMemories } from './mergeMemories';
import { noRuns, type RunFigures, type RunMemory, type Runner, type RunnerName } from './runMemory';
import { changeRecord } from '../../stores/changeRecord';
import type { Store } from '../../stores/store';

export interface StartedRun {
	/** Milliseconds since 1970. */
	at: number;
	isManual: boolean;
	/** Number of its Chatwork room; absent or empty = none. */
	room?: string;
	/** n8n's number of the execution; absent = unknown. */
	execution?: string;
	/** Number of the run; absent = it is not noted. */
	id?: string;
	/** Read from its trigger; absent = it has none that can be read. */
	schedule?: Schedule;
}

/** A start that no run followed. */
export interface SkippedRun extends Pick<StartedRun, 'at' | 'isManual' | 'schedule'> {
	reason: string;
	/**
	 * True if the skip was right (outside the hours, just succeeded): the schedule works. A lease that
	 * another run holds does not prove that.
	 */
	isHealthySkip: boolean;
}

export interface EndedRun {
	id: string;
	/** When it ended, milliseconds since 1970. */
	at: number;
	/** false if a run by hand took only a part of the shop: that is not a success to rely on. */
	isWhole: boolean;
	/** From its start to its end, ms. */
	tookMs: number;
	figures: RunFigures;
	runner: RunnerName;
}

/** A run by hand does not come here: a person may be trying out a schedule that is not published. */
const noteSchedule = (
	memory: RunMemory,
	at: number,
	schedule: Schedule | undefined,
): Partial<RunMemory> => ({
	last_scheduled_at: at,
	recent_starts: addStart(memory.recent_starts, at),
	...schedule,
});

/** By mode and account: the last run and the last success. */
export class Runs {
	constructor(private readonly store: Store) {}

	async get(name: string): Promise<RunMemory> {
		const found = await this.store.read('runs', [name]);
		return { ...noRuns, ...(found.get(name) as Partial<RunMemory> | undefined) };
	}

	/** Returns every memory, by the name of its lease. */
	async all(): Promise<Map<string, RunMemory>> {
		const memories = new Map<string, RunMemory>();
		for await (const name of this.store.keys('runs')) memories.set(name, await this.get(name));
		return memories;
	}

	/** Returns the shop accounts that runs are known for, and further ones, in order. */
	async accounts(further: Iterable<string> = []): Promise<string[]> {
		const memories = [...(await this.all()).values()];
		const named = memories.map(({ account }) => account).filter((account) => account !== '');
		return [...new Set([...named, ...further])].sort();
	}

	/** Returns the memories of a workflow, by name; earlier versions had its id only in the name. */
	async ofWorkflow(id: string): Promise<Map<string, RunMemory>> {
		const all = [...(await this.all())];
		return new Map(
			all.filter(
				([name, { workflow_ids }]) => workflow_ids.includes(id) || name.startsWith(`${id}/`),
			),
		);
	}

	/** Returns the account that the workflow last had; empty if none is known. */
	async findAccount(workflowId: string): Promise<string> {
		const named = [...(await this.ofWorkflow(workflowId)).values()].filter(
			({ account }) => account !== '',
		);
		const [first] = named.sort((a, b) => (b.last_started_at ?? 0) - (a.last_started_at ?? 0));
		return first?.account ?? '';
	}

	/**
	 * Carries the memory under another name over to this one, and forgets the other. A memory of another
	 * shop stays where it is.
	 * @param account empty = not known
	 */
	async carryOver(from: string, name: string, account: string): Promise<void> {
		if (from === name) return;
		const found = await this.store.read('runs', [from]);
		if (!found.has(from)) return;
		const former = await this.get(from);
		const isOther = former.account !== '' && former.account !== account;
		if (isOther) return;
		await changeRecord<RunMemory>(this.store, 'runs', name, (current) =>
			mergeMemories({ ...noRuns, ...former, account }, { ...noRuns, ...current }),
		);
		await this.store.delete('runs', [from]);
	}

	/** Forgets that a workflow and its run belong to this memory: they turned out to be of another shop. */
	async leave(name: string, workflowId: string, run: string): Promise<void> {
		await changeRecord<RunMemory>(this.store, 'runs', name, (current) => {
			if (!current) return undefined;
			const { workflow_ids, recent_runs } = { ...noRuns, ...current };
			return {
				...current,
				workflow_ids: workflow_ids.filter((each) => each !== workflowId),
				recent_runs: recent_runs.filter((each) => each !== run),
			};
		});
	}

	async started(name: string, runner: Runner, begun: StartedRun): Promise<void> {
		const { at, isManual, room = '', execution = null, id, schedule } = begun;
		await this.#change(name, runner, at, (memory) => ({
			...(id === undefined ? {} : { recent_runs: addRun(memory.recent_runs, id) }),
			last_started_at: at,
			room,
			execution,
			...(isManual ? {} : noteSchedule(memory, at, schedule)),
		}));
	}

	/** Notes a run that did not take place. */
	async skipped(name: string, runner: Runner, skip: SkippedRun): Promise<void> {
		const { at, reason, isHealthySkip, isManual, schedule } = skip;
		await this.#change(name, runner, at, (memory) => ({
			last_skip: { at, reason },
			...(isHealthySkip ? { last_stood_back_at: at } : {}),
			...(isManual ? {} : noteSchedule(memory, at, schedule)),
		}));
	}

	/** Notes that a run has ended well. */
	async succeeded(name: string, run: EndedRun): Promise<void> {
		const { id, at, isWhole, tookMs } = run;
		const ended = { id, finished_at: at, is_whole: isWhole, took_ms: tookMs };
		const finished = { ...run.figures, ...ended };
		await this.#change(name, run.runner, at, () => ({
			...(isWhole ? { last_success_at: at, last_whole: finished } : {}),
			...(isWhole && !finished.dry_run ? { last_live_success_at: at } : {}),
			last_run: id,
			last_finished: finished,
		}));
	}

	async #change(
		name: string,
		{ workflow, account, workflowId }: Runner,
		at: number,
		change: (memory: RunMemory) => Partial<RunMemory>,
	): Promise<void> {
		await changeRecord<RunMemory>(this.store, 'runs', name, (current) => {
			const memory = { ...noRuns, ...current };
			return {
				...memory,
				workflow,
				// Start does not know BASE's name of the shop yet; the run before may have noted it.
				account: account || memory.account,
				...(workflowId ? { workflow_ids: addWorkflow(memory.workflow_ids, workflowId) } : {}),
				first_seen_at: memory.first_seen_at ?? at,
				...change(memory),
			};
		});
	}
}
