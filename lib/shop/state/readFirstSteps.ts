import type { Ledger } from '../../ledger/ledger';
import type { FinishedRun } from '../../ledger/runs/runMemory';
import { hasBeenLive } from '../../health/health';

/** The steps that an owner takes once, in this order, until the shop is kept by itself. */
export const firstSteps = ['shop', 'amazon', 'room', 'test_run', 'live', 'written'] as const;

export type FirstStep = (typeof firstSteps)[number];

/**
 * Finds which first steps are done, by what they left behind: the desk sees no credentials.
 * @param account null = no shop is known yet
 */
export async function readFirstSteps(
	account: string | null,
	{ items, runs, notices, rules }: Pick<Ledger, 'items' | 'runs' | 'notices' | 'rules'>,
): Promise<Record<FirstStep, boolean>> {
	if (account === null) {
		const before = { shop: false, amazon: false, room: false, test_run: false };
		return { ...before, live: false, written: false };
	}
	const memories = [...(await runs.all()).values()].filter((each) => each.account === account);
	const isLive = (await rules.ruling(account))?.values.live === true;
	return {
		shop: (await items.read(account)) !== null,
		amazon: memories.some(({ last_finished: run }) => isAnswered(run)),
		room: (await notices.lastTold(account)) !== null,
		test_run: memories.some(({ last_whole }) => last_whole !== null),
		live: isLive,
		// The workflow has a switch of its own, which the desk sees by its runs alone.
		written: isLive && memories.some(hasBeenLive),
	};
}

/** An answer that is in the cache was given by Amazon too. */
const isAnswered = (run: FinishedRun | null): boolean =>
	run !== null && run.fetched + run.from_cache > 0 && run.unknown < run.total;
