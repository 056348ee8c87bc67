import type { JournalEntry } from '../../ledger/journal';
import type { Ledger } from '../../ledger/ledger';
import type { DeadRun } from '../../ledger/runs/run';
import type { RunEnding, RunRecord } from '../../ledger/runs/runRecords';
import { mayStand } from '../jobs/itemsOfRun';

/** The ending of a run, but for its edits, which the journal knows. */
export type Closing = Omit<RunEnding, 'edits'>;

/** A run that has ended, with all that it did to the shop. */
export interface ClosedRun {
	record: RunRecord;
	/** Its edits that may be in the shop, in the order in which they were sent. */
	edits: JournalEntry[];
}

/**
 * Closes a run with the number of its edits.
 * @returns what is known of it, and whether it was open until now; null if the run is unknown
 */
export async function closeRun(
	{ history, journal }: Pick<Ledger, 'history' | 'journal'>,
	id: string,
	closing: Closing,
): Promise<(ClosedRun & { isNews: boolean }) | null> {
	const edits = (await journal.ofRun(id)).filter(mayStand);
	const [first] = edits;
	// A registration reads no list, so that only what it wrote tells which shop it was about.
	if (first && (await history.get(id))?.account === '') {
		await history.learn(id, { account: first.account });
	}
	const closed = await history.close(id, { ...closing, edits: edits.length });
	return closed && { ...closed, edits };
}

/** Returns what is known of a run and of its edits; null if the run is unknown. */
export async function readClosedRun(
	{ history, journal }: Pick<Ledger, 'history' | 'journal'>,
	id: string,
): Promise<ClosedRun | null> {
	const record = await history.get(id);
	return record && { record, edits: (await journal.ofRun(id)).filter(mayStand) };
}

/**
 * Closes as dead what neither Finish nor Failed closed.
 * @param name of the lease, which the caller holds: so no other run of this name is alive
 * @param holder the caller's own run
 */
export async function closeDeadRuns(
	ledger: Pick<Ledger, 'history' | 'journal' | 'runs'>,
	name: string,
	holder: string,
	closedAt: string,
): Promise<ClosedRun[]> {
	const { recent_runs } = await ledger.runs.get(name);
	const records = await ledger.history.read(recent_runs.filter((id) => id !== holder));
	const dead: ClosedRun[] = [];
	for (const { id } of records.filter(({ state }) => state === 'running')) {
		const ending = { state: 'dead' as const, closed_at: closedAt, telling: 'due' as const };
		const closed = await closeRun(ledger, id, { ...ending, node: null, reason: null });
		if (closed?.isNews) dead.push({ record: closed.record, edits: closed.edits });
	}
	return dead;
}

/** The part of a dead run that the items of the next one carry. */
export const toDeadRun = ({ record, edits }: ClosedRun): DeadRun => ({
	id: record.id,
	started_at: record.started_at,
	edits: edits.length,
});

/**
 * Returns the run of an execution of n8n, the latest if n8n counts anew from 1; null if none is known.
 */
export async function findRunOfExecution(
	{ history, runs }: Pick<Ledger, 'history' | 'runs'>,
	{ workflowId, executionId }: { workflowId: string; executionId: string },
): Promise<RunRecord | null> {
	if (executionId === '') return null;
	const memories = [...(await runs.ofWorkflow(workflowId)).values()];
	const records = await history.read(memories.flatMap(({ recent_runs }) => recent_runs));
	const ofExecution = records.filter(
		({ execution, workflow_id }) => execution === executionId && workflow_id === workflowId,
	);
	const at = ({ started_at }: RunRecord) => Date.parse(started_at);
	return ofExecution.sort((one, other) => at(other) - at(one)).at(0) ?? null;
}
