import type { IExecuteFunctions, WorkflowExecuteMode } from 'n8n-workflow';
import { judgeHolder, thisProcess, watchEnd } from '../../lib/n8n/liveness';

const lease = (holder: string) => ({
	...{ holder, acquired_at: 0, until: 1, process: thisProcess },
});

/** An execution of n8n, with or without its word about the end. */
const execution = (mode: WorkflowExecuteMode, onExecutionFinish?: (end: () => unknown) => void) => {
	const stop = new AbortController();
	const context = {
		getMode: () => mode,
		getExecutionCancelSignal: () => stop.signal,
		onExecutionFinish,
	} as unknown as IExecuteFunctions;
	return { context, stop };
};

it('should take a run of this process for alive until its execution ends', async () => {
	let end: (() => unknown) | undefined;
	const release = jest.fn(async () => {});
	watchEnd(execution('manual', (handler) => (end = handler)).context, 'run-1', release);
	expect(judgeHolder(lease('run-1'))).toBe('alive');
	await end?.();
	expect(release).toHaveBeenCalledTimes(1);
});

it('should take it for dead if its lease could not be given back', async () => {
	let end: (() => unknown) | undefined;
	const release = async () => await Promise.reject(new Error('no store'));
	watchEnd(execution('manual', (handler) => (end = handler)).context, 'run-2', release);
	await expect(end?.()).rejects.toThrow('no store');
	expect(judgeHolder(lease('run-2'))).toBe('dead');
});

it('should see Stop where n8n says nothing of the end, as before 2.41', () => {
	const { context, stop } = execution('manual');
	watchEnd(context, 'run-3', async () => {});
	expect(judgeHolder(lease('run-3'))).toBe('alive');
	stop.abort();
	expect(judgeHolder(lease('run-3'))).toBe('dead');
});

it('should not take the end of a sub-workflow for the end of its run', () => {
	const onExecutionFinish = jest.fn();
	watchEnd(execution('integrated', onExecutionFinish).context, 'run-4', async () => {});
	expect(onExecutionFinish).not.toHaveBeenCalled();
	expect(judgeHolder(lease('run-4'))).toBe('alive');
});
