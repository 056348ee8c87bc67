import type { Ledger } from '../../ledger/ledger';
import { readClosedRun } from '../../shop/runs/closeRun';
import type { WatchedRuns } from '../../health/health';
import { brokenRunLine } from '../healthMessage';

/** Tells how the last run ended of each schedule, if it did not end well. */
export async function findBrokenRuns(
	ledger: Pick<Ledger, 'history' | 'journal'>,
	watched: readonly WatchedRuns[],
): Promise<string[]> {
	const lines: string[] = [];
	for (const { memory } of watched) {
		const id = memory.recent_runs.at(-1);
		const last = id === undefined ? null : await readClosedRun(ledger, id);
		if (!last || last.record.state === 'finished') continue;
		lines.push(brokenRunLine(last.record, last.edits.length));
	}
	return lines;
}
