import type { Store } from '../stores/store';
import type { PauseCause } from './pauses';
import { changeRecord } from '../stores/changeRecord';

export interface Brake {
	/** Runs of the brake, oldest first: their journals say which items were hidden. */
	runs: string[];
	/** The pause before the brake; null if the account was not paused. */
	paused_before: PauseCause | null;
}

/** Shop accounts whose items were hidden in an emergency, until the brake is released. */
export class Brakes {
	constructor(private readonly store: Store) {}

	async get(account: string): Promise<Brake | null> {
		const brake = (await this.store.read('brakes', [account])).get(account);
		if (!brake) return null;
		return {
			runs: [...(brake.runs as string[])],
			paused_before: readPausedBefore(brake.paused_before),
		};
	}

	/**
	 * Returns the runs of all brakes that are not released: their journals say which items to show again.
	 */
	async runs(): Promise<Set<string>> {
		const accounts: string[] = [];
		for await (const account of this.store.keys('brakes')) accounts.push(account);
		const runs = new Set<string>();
		for (const account of accounts) {
			for (const run of (await this.get(account))?.runs ?? []) runs.add(run);
		}
		return runs;
	}

	/**
	 * @param pausedBefore null if it was not paused, or only by a brake: then a second pull keeps the
	 * pause from before the first
	 */
	async add(account: string, run: string, pausedBefore: PauseCause | null): Promise<void> {
		await changeRecord<Brake>(this.store, 'brakes', account, (current) => ({
			runs: [...new Set([...(current?.runs ?? []), run])],
			paused_before: pausedBefore ?? readPausedBefore(current?.paused_before),
		}));
	}

	async clear(account: string): Promise<void> {
		await changeRecord<Brake>(this.store, 'brakes', account, () => null);
	}
}

/** Version 0.1 kept only the reason. */
function readPausedBefore(before: unknown): PauseCause | null {
	if (typeof before === 'string') return { by: 'owner', reason: before };
	return (before as PauseCause | null | undefined) ?? null;
}
