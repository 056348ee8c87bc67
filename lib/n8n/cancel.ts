import { ManualExecutionCancelledError, type IExecuteFunctions } from 'n8n-workflow';

/**
 * Ends the node if a person pressed Stop. n8n shows an execution as stopped, instead of failed, only for
 * this error.
 */
export function requireRunning(
	context: Pick<IExecuteFunctions, 'getExecutionCancelSignal' | 'getExecutionId'>,
): void {
	if (context.getExecutionCancelSignal()?.aborted) {
		throw new ManualExecutionCancelledError(context.getExecutionId());
	}
}

/** Waits for work that cannot be interrupted, until it ends or a person presses Stop. */
export async function whileRunning<T>(
	context: Pick<IExecuteFunctions, 'getExecutionCancelSignal' | 'getExecutionId'>,
	work: () => Promise<T>,
): Promise<T> {
	requireRunning(context);
	const stopped = Promise.withResolvers<never>();
	const stop = () => stopped.reject(new ManualExecutionCancelledError(context.getExecutionId()));
	const signal = context.getExecutionCancelSignal();
	signal?.addEventListener('abort', stop, { once: true });
	try {
		return await Promise.race([work(), stopped.promise]);
	} finally {
		signal?.removeEventListener('abort', stop);
	}
}
