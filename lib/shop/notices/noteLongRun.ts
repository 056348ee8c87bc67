import type { Ledger } from '../../ledger/ledger';
import { modeOfRun, type Run } from '../../ledger/runs/run';
import type { Skip } from '../runs/startRun';
import { namePace, notePace } from './notePace';

/** A schedule does not come to the second. */
const JITTER_MS = 60_000;

/**
 * Notes that a scheduled run stands back because the one before it is still at work after a whole interval.
 * That one may go on for hours, so whichever message comes first tells it.
 * @param now milliseconds since 1970
 */
export async function noteLongRun(
	{ notices, history }: Pick<Ledger, 'notices' | 'history'>,
	run: Run,
	skip: Skip,
	now: number,
): Promise<void> {
	if (skip.kind !== 'other_run' || !run.interval) return;
	// A watch works until its next start: one that is still writing then goes on with the one after.
	if (run.task === 'watch') return;
	const holder = await history.get(skip.holder);
	if (!holder || holder.is_manual) return;
	const { workflow, account, started_at } = holder;
	const { shortest_ms: interval_ms } = run.interval;
	const took_ms = now - Date.parse(started_at);
	if (took_ms < interval_ms - JITTER_MS) return;
	const mode = modeOfRun(run);
	const facts = { workflow, took_ms, interval_ms, progress: skip.progress };
	const base = { kind: 'long_run' as const, item: null, run: skip.holder, facts };
	await notePace({ notices }, { account, mode, now }, [
		{ ...base, key: namePace('long_run', mode) },
	]);
}
