import { changeRecord } from './stores/changeRecord';
import type { Store } from './stores/store';

/** What was told, or should have been: the new baselines of a run's changes. */
export interface ToldEntry {
	asin: string;
	account: string;
	price: number | null;
	in_stock: boolean | null;
	at: string;
}

/** What is remembered of the runs of one workflow for one account. */
export interface RunMemory {
	/** Milliseconds since 1970; null before the first success. */
	last_success_at: number | null;
	last_run: string | null;
	/** Runs whose message has not been confirmed as sent, newest last. */
	untold: Array<{ run: string; entries: ToldEntry[] }>;
}

const fresh: RunMemory = { last_success_at: null, last_run: null, untold: [] };

/** A message that failed is told once more with the next run's; after that its changes count as told. */
const MOST_UNTOLD = 2;

/** By workflow and account: when it last succeeded, and which messages are still owed. */
export class Runs {
	constructor(private readonly store: Store) {}

	async get(name: string): Promise<RunMemory> {
		const found = await this.store.read('runs', [name]);
		return { ...fresh, ...(found.get(name) as Partial<RunMemory> | undefined) };
	}

	/**
	 * A run has ended well; `entries` are the changes its message is about to tell.
	 * @param told runs whose entries have become the baseline since: their message went out
	 * @returns changes whose message was lost too often: they must count as told now, or they would
	 * be repeated for ever; and the runs whose message never went out
	 */
	async succeeded(
		name: string,
		run: { id: string; at: number; entries: ToldEntry[] },
		told: ReadonlySet<string>,
	): Promise<{ givenUp: ToldEntry[]; untoldRuns: string[] }> {
		let givenUp: ToldEntry[] = [];
		let untoldRuns: string[] = [];
		await changeRecord<RunMemory>(this.store, 'runs', name, (current) => {
			const memory = { ...fresh, ...current };
			const owed = memory.untold.filter((past) => past.run !== run.id && !told.has(past.run));
			const lost = owed.slice(0, Math.max(owed.length - MOST_UNTOLD + 1, 0));
			untoldRuns = owed.map((past) => past.run);
			givenUp = lost.flatMap((past) => past.entries);
			const now = run.entries.length > 0 ? [{ run: run.id, entries: run.entries }] : [];
			return {
				last_success_at: run.at,
				last_run: run.id,
				untold: [...owed.slice(lost.length), ...now],
			};
		});
		return { givenUp, untoldRuns };
	}
}
