import type { Ledger } from '../../ledger/ledger';
import { findFreshMs, guessInterval, type Schedule } from '../../ledger/runs/interval';
import type { Run } from '../../ledger/runs/run';

/**
 * Finds the times of a run that follow from its interval.
 * @param name of the memory of its runs
 * @param schedule read from its trigger; null = the starts of the last days say what it is
 */
export async function findTimes(
	{ runs }: Pick<Ledger, 'runs'>,
	name: string,
	schedule: Schedule | null,
): Promise<Pick<Run, 'interval' | 'fresh_for_ms'>> {
	const { recent_starts, last_whole } = await runs.get(name);
	const interval = schedule?.interval ?? guessInterval(recent_starts);
	if (interval === null) return {};
	return { interval, fresh_for_ms: findFreshMs(interval, last_whole?.took_ms ?? null) };
}
