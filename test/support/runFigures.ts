import type { Ledger } from '../../lib/ledger/ledger';
import type { RunFigures } from '../../lib/ledger/runs/runMemory';

/** A run in which all was well: 100 items, all fetched, the oldest price ten minutes old. */
export const figures: RunFigures = {
	total: 100,
	fetched: 100,
	from_cache: 0,
	unknown: 0,
	changed: 0,
	edited: 0,
	held: 0,
	failed: 0,
	deferred: 0,
	calls: 5,
	rejected: 0,
	oldest_age_seconds: 600,
	never_confirmed: 0,
	needs_attention: false,
	dry_run: false,
};

/** Notes a sync of the shop that ended well. @param at milliseconds since 1970 */
export const succeedSync = async ({ runs }: Pick<Ledger, 'runs'>, at: number): Promise<void> =>
	await runs.succeeded('sync/default', {
		...{ id: `run-${at}`, at, isWhole: true, tookMs: 0, figures },
		runner: { workflow: 'Amazon→BASE 価格・在庫の同期', account: 'my-shop' },
	});
