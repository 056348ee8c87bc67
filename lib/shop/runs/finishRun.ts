import { forgetEdits, JOURNAL_DAYS } from '../../ledger/forgetEdits';
import { runName, type Run } from '../../ledger/runs/run';
import type { RunFigures, Runner } from '../../ledger/runs/runMemory';
import type { Telling } from '../../ledger/runs/runRecords';
import { toStamp } from '../../listing/stamp';
import type { ShopData } from '../shopData';
import { closeRun } from './closeRun';

const DAY_MS = 24 * 3_600_000;

export interface FinishPorts {
	data: ShopData;
	/** Milliseconds since 1970. */
	now: () => number;
	/** Reports a failure that has no further consequence. */
	warn: (what: string, error: unknown) => void;
}

export interface EndedRun {
	run: Run;
	runner: Runner;
	figures: RunFigures;
	telling: Telling;
}

/** Remembers a success and gives the lease back. */
export async function finishRun(ended: EndedRun, ports: FinishPorts): Promise<void> {
	const { data, now } = ports;
	const { run, runner, figures, telling } = ended;
	const { runs } = data.ledger;
	const name = await findName(run, data);
	const { last_finished: before } = await runs.get(name);
	const isWhole = tookWholeShop(run);
	const at = now();
	const tookMs = Math.max(at - Date.parse(run.started_at), 0);
	await runs.succeeded(name, { id: run.id, at, isWhole, tookMs, figures, runner });
	const ending = { state: 'finished' as const, node: null, reason: null, figures, telling };
	const closed = await closeRun(data.ledger, run.id, { ...ending, closed_at: toStamp(now()) });
	await releaseRun(run, data);
	const edits = closed?.edits.length ?? 0;
	if (leavesNoTrace(run, edits, telling)) await data.ledger.history.forget(run.id);
	await forgetOldEdits(before?.finished_at ?? null, ports);
}

/**
 * Looks every ten minutes would bury the other runs in the history; one with nothing to tell leaves no line.
 * @param edits that may stand in the shop
 */
const leavesNoTrace = ({ task }: Run, edits: number, telling: Telling): boolean =>
	(task === 'orders' || task === 'watch') && telling === 'none' && edits === 0;

/** Closes a run that failed, and lets the next one begin. */
export async function failRun(
	run: Run,
	{ reason, telling }: { reason: string; telling: Telling },
	{ data, now }: Pick<FinishPorts, 'data' | 'now'>,
): Promise<void> {
	const ending = { state: 'failed' as const, node: null, reason, telling };
	await closeRun(data.ledger, run.id, { ...ending, closed_at: toStamp(now()) });
	await releaseRun(run, data);
}

/**
 * Gives back the lease of a run whose execution has ended, however it ended. Who closes the run is another
 * matter: Finish, Failed, or the next start.
 */
export async function releaseEnded(id: string, { ledger }: ShopData): Promise<void> {
	const record = await ledger.history.get(id);
	if (record) await ledger.leases.release(record.name, id);
}

/** Lets the next run begin. */
async function releaseRun(run: Run, data: ShopData): Promise<void> {
	await data.ledger.leases.release(await findName(run, data), run.id);
}

/** Returns the name of a run's lease. It may come from Start itself, which did not know its shop yet. */
export async function findName(run: Run, { ledger }: ShopData): Promise<string> {
	return (await ledger.history.get(run.id))?.name ?? run.lease ?? runName(run, run.account);
}

/** A run by hand takes 100 items, and its findings say nothing about the shop's other thousands. */
const tookWholeShop = ({ limit, total, task }: Run): boolean =>
	task !== 'watch' && (limit === 0 || (total !== null && total <= limit));

/**
 * Forgets old edits once a day. Their age is measured from the previous run's time if that is earlier
 * than now: a clock that jumps ahead today must not remove edits that can still be undone.
 */
async function forgetOldEdits(
	lastFinishedAt: number | null,
	{ data, now, warn }: FinishPorts,
): Promise<void> {
	if (lastFinishedAt === null || nameDay(lastFinishedAt) === nameDay(now())) return;
	const limit = Math.min(lastFinishedAt, now()) - JOURNAL_DAYS * DAY_MS;
	try {
		await forgetEdits(data.ledger, limit);
	} catch (error) {
		// It can wait until tomorrow: the run itself succeeded, and its message must go out.
		warn('old edits could not be forgotten', error);
	}
}

const nameDay = (at: number): number => Math.floor(at / DAY_MS);
