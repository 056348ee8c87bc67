import type { JsonObject, Store } from '../../stores/store';
import { isPast, type PauseCause } from './pauses';
import { changeRecord } from '../../stores/changeRecord';

export interface Brake {
	/** Runs of the brake, oldest first: their journals say which items were hidden. */
	runs: string[];
	/** The pause before the brake; null if the account was not paused. */
	paused_before: PauseCause | null;
	/** Day of return of closed days, ISO 8601 with offset; null = until a person releases it. */
	until: string | null;
	/** A day of return that counts no longer, because a stop without an end is pulled beside it; absent = none. */
	lost_return?: string;
	/** Number of the run that releases it, from then on nothing more is hidden; null = none does. */
	releasing: string | null;
}

export interface NewBrake {
	run: string;
	/** null if the account was not paused, or only by a brake. */
	pausedBefore: PauseCause | null;
	/** Day of return, ISO 8601 with offset; absent or null = until a person releases it. */
	until?: string | null;
}

/** Shop accounts whose items were hidden in an emergency, until the brake is released. */
export class Brakes {
	constructor(
		private readonly store: Store,
		/** Milliseconds since 1970. */
		private readonly now: () => number,
	) {}

	/** Closed days end by themselves on their day of return. */
	async get(account: string): Promise<Brake | null> {
		const brake = await this.last(account);
		return brake && !isPast(brake.until, this.now()) ? brake : null;
	}

	/** Returns the brake even after its day of return: what no sync shows again is released by hand. */
	async last(account: string): Promise<Brake | null> {
		const brake = (await this.store.read('brakes', [account])).get(account);
		return readBrake(brake);
	}

	/**
	 * Notes that a run releases a brake, so that a brake that is still at work hides nothing more.
	 * @returns the brake; null if there is none
	 */
	async beginRelease(account: string, run: string): Promise<Brake | null> {
		const marked = await changeRecord<Brake>(this.store, 'brakes', account, (current) =>
			current && current.releasing !== run ? { ...current, releasing: run } : undefined,
		);
		// Read again it might be another brake by now, which nobody released.
		return readBrake(marked);
	}

	/**
	 * Returns the runs of all brakes that are not released: their journals say which items to show again.
	 */
	async runs(): Promise<Set<string>> {
		const accounts: string[] = [];
		for await (const account of this.store.keys('brakes')) accounts.push(account);
		const runs = new Set<string>();
		for (const account of accounts) {
			for (const run of (await this.last(account))?.runs ?? []) runs.add(run);
		}
		return runs;
	}

	/**
	 * Adds a run to the brake; a second pull keeps the pause from before the first. Of two pulls one without an end
	 * rules: closed days must not show what an emergency hid.
	 * @returns the day of return of the whole brake; null = until a person releases it
	 */
	async add(
		account: string,
		{ run, pausedBefore, until = null }: NewBrake,
	): Promise<string | null> {
		const brake = await changeRecord<Brake>(this.store, 'brakes', account, (found) => {
			// The closed days are over, but their items may still be hidden: the next release shows them too.
			const isOver = isPast(found?.until ?? null, this.now());
			const before = isOver ? null : readBrake(found);
			const isEndless = until === null || (before !== null && before.until === null);
			const lost = until ?? before?.until ?? before?.lost_return;
			return {
				runs: [...new Set([...(found?.runs ?? []), run])],
				paused_before: pausedBefore ?? before?.paused_before ?? null,
				until: isEndless ? null : until,
				...(isEndless && lost ? { lost_return: lost } : {}),
				releasing: null,
			};
		});
		return brake?.until ?? null;
	}

	/**
	 * Ends a brake, unless it was pulled again by another run than these.
	 * @param runs absent = whichever pulled it
	 * @returns false if it holds on
	 */
	async clear(account: string, runs?: readonly string[]): Promise<boolean> {
		const left = await changeRecord<Brake>(this.store, 'brakes', account, (current) =>
			current && runs && !current.runs.every((run) => runs.includes(run)) ? undefined : null,
		);
		return left === undefined;
	}
}

const readBrake = (record: JsonObject | Brake | undefined): Brake | null =>
	record
		? {
				runs: [...(record.runs as string[])],
				paused_before: readPausedBefore(record.paused_before),
				until: (record.until as string | null | undefined) ?? null,
				...(record.lost_return ? { lost_return: record.lost_return as string } : {}),
				releasing: (record.releasing as string | null | undefined) ?? null,
			}
		: null;

/** Version 0.1 kept only the reason. */
function readPausedBefore(before: unknown): PauseCause | null {
	if (typeof before === 'string') return { by: 'owner', reason: before };
	return (before as PauseCause | null | undefined) ?? null;
}
