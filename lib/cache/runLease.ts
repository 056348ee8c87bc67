import type { Leases } from './leases';

/** The parts of the item's `run` that its lease hangs on. */
export interface LeasedRun {
	id: string;
	workflow: string;
	account: string;
}

/** Renewed by each chunk; after a crash the next run may start when it has run out. */
export const runLeaseMs = 10 * 60 * 1000;

/** One run at a time for a workflow and a shop account. */
export const runLeaseName = (run: Pick<LeasedRun, 'workflow' | 'account'>): string =>
	`${run.workflow} ${run.account}`;

/**
 * Prolongs the run's lease. A run that holds none (started by hand, without Run Guard) needs none.
 * Gives false where another run has taken over: this one must stop.
 */
export async function renewRunLease(leases: Leases, run: LeasedRun): Promise<boolean> {
	const name = runLeaseName(run);
	if (await leases.renew(name, run.id, runLeaseMs)) return true;
	return (await leases.current(name)) === null;
}
