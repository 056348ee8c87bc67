import { forgetEdits, JOURNAL_DAYS } from '../../ledger/forgetEdits';
import { runName, type Run } from '../../ledger/runs/run';
import type { RunFigures, RunnerName } from '../../ledger/runs/runMemory';
import type { ShopData } from '../shopData';

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
	runner: RunnerName;
	figures: RunFigures;
}

/** Remembers a success and gives the lease back. */
export async function finishRun(ended: EndedRun, ports: FinishPorts): Promise<void> {
	const { data, now } = ports;
	const { run, runner, figures } = ended;
	const { runs } = data.ledger;
	const name = run.lease ?? runName(run);
	const { last_finished: before } = await runs.get(name);
	const isWhole = tookWholeShop(run);
	const success = { id: run.id, at: now(), isWhole, figures, runner };
	await runs.succeeded(name, success);
	await releaseRun(run, data);
	await forgetOldEdits(before?.finished_at ?? null, ports);
}

/** Lets the next run begin. A run that failed remembers nothing else. */
export async function releaseRun({ id, lease }: Run, { ledger }: ShopData): Promise<void> {
	if (lease) await ledger.leases.release(lease, id);
}

/** A run by hand takes 100 items, and its findings say nothing about the shop's other thousands. */
const tookWholeShop = ({ limit, total }: Run): boolean =>
	limit === 0 || (total !== null && total <= limit);

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
