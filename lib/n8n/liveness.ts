import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Lease, ProcessMark } from '../ledger/runs/leases';
import type { HolderState } from '../shop/runs/startRun';

/** This process of n8n. */
export const thisProcess: ProcessMark = {
	host: hostname(),
	pid: process.pid,
	token: randomUUID(),
};

/** With workers, the run of another process may well be alive when this one starts. */
export const isQueueMode = (): boolean => process.env.EXECUTIONS_MODE === 'queue';

/** Runs of this process whose execution has ended, until their lease is released. */
const ended = new Set<string>();

/** Tells whether the holder of a lease can still be at work. */
export function judgeHolder({ holder, process: mark }: Lease): HolderState {
	if (mark?.token === thisProcess.token) return ended.has(holder) ? 'dead' : 'alive';
	// Several workers of one machine share its name, and containers may share their numbers.
	if (!mark || mark.host !== thisProcess.host || isQueueMode()) return 'unknown';
	// In a container n8n has the same number again after a crash.
	if (mark.pid === thisProcess.pid) return 'dead';
	// A number in use may belong to any other program by now.
	return isInUse(mark.pid) ? 'unknown' : 'dead';
}

export const isHolderDead = (lease: Lease): boolean => judgeHolder(lease) === 'dead';

/**
 * Notes when the execution of a run ends, however it ends: success, error, Stop, or a single step in the
 * editor.
 * @param release lets the next run begin, also one of another process
 */
export function watchEnd(
	context: IExecuteFunctions,
	run: string,
	release: () => Promise<void>,
): void {
	// A sub-workflow ends long before the run that its parent goes on with.
	if (context.getMode() === 'integrated') return;
	const end = async () => {
		ended.add(run);
		await release();
		ended.delete(run);
	};
	context.getExecutionCancelSignal()?.addEventListener('abort', () => ended.add(run), {
		once: true,
	});
	// n8n before 2.41 may not have it: there, a lease ends by Finish, by Failed, by Stop or by its time.
	context.onExecutionFinish?.(end);
}

function isInUse(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// EPERM: the process exists, but belongs to somebody else.
		return (error as NodeJS.ErrnoException).code !== 'ESRCH';
	}
}
