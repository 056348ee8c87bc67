import type { Ledger } from '../../ledger/ledger';
import type { LastingFailure } from '../../ledger/runs/failures';
import { toStamp } from '../../listing/stamp';
import { closeRun, findRunOfExecution, type ClosedRun } from './closeRun';
import type { FailedExecution } from './findRoom';

/** An execution that n8n reports as failed. */
export interface Failed extends FailedExecution {
	/** n8n's name of the workflow. */
	workflow: string;
	/** null if it failed before the first node. */
	node: string | null;
	/** null if n8n gives none. */
	reason: string | null;
}

/** The failures of an execution that had no run yet: its shop may not be known. */
const nameWithoutRun = (workflowId: string): string => `workflow/${workflowId}`;

/**
 * Closes the run of a failed execution and lets the next one begin. n8n tells the execution, not the run.
 * @param now milliseconds since 1970
 * @returns null if it failed before its run began
 */
export async function failExecution(
	ledger: Ledger,
	failed: Failed,
	now: number,
): Promise<ClosedRun | null> {
	const known = await findRunOfExecution(ledger, failed);
	if (!known) return null;
	const { node, reason } = failed;
	// Whether a message goes out is known only after this.
	const ending = { state: 'failed' as const, closed_at: toStamp(now), telling: 'none' as const };
	const closed = await closeRun(ledger, known.id, { ...ending, node, reason });
	await ledger.leases.release(known.name, known.id);
	return closed && { record: closed.record, edits: closed.edits };
}

/**
 * Notes a failure that is about to be told.
 * @param isMarked the message is marked as told once it went out
 * @returns false if the owner has heard of the same failure lately
 */
export const noteFailure = async (
	{ failures }: Pick<Ledger, 'failures'>,
	{ workflow, workflowId, node, reason }: Failed,
	run: ClosedRun | null,
	isMarked: boolean,
): Promise<boolean> =>
	await failures.note(
		run?.record.name ?? nameWithoutRun(workflowId),
		{ workflow, node, reason: reason ?? '' },
		isMarked && run ? run.record.id : null,
	);

/** Notes that the message of a run went out. */
export async function noteRunTold(
	{ history, failures }: Pick<Ledger, 'history' | 'failures'>,
	run: string,
): Promise<void> {
	await history.tell(run, 'told');
	const record = await history.get(run);
	if (record) await failures.tell(record.name, run);
}

/**
 * Ends the failures of a mode after a success of its workflow.
 * @param name of the runs' memory
 * @param ahead nodes that have not worked yet: their failures go on
 * @returns the failure that lasted longest; null if there was none
 */
export async function endFailures(
	{ failures }: Pick<Ledger, 'failures'>,
	name: string,
	workflowId: string,
	ahead: ReadonlySet<string>,
): Promise<LastingFailure | null> {
	const ended = [
		await failures.end(name, ahead),
		await failures.end(nameWithoutRun(workflowId), ahead),
	];
	// Whoever never heard of it has nothing to be glad of.
	const known = ended.flatMap((each) => (each !== null && each.said > 0 ? [each] : []));
	return known.sort((one, other) => one.since - other.since).at(0) ?? null;
}
