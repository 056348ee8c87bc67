import { ManualExecutionCancelledError, type IExecuteFunctions } from 'n8n-workflow';

/**
 * Ends the node where a person pressed Stop. n8n shows an execution as stopped, and not as failed, by
 * this error alone.
 */
export function requireRunning(
	context: Pick<IExecuteFunctions, 'getExecutionCancelSignal' | 'getExecutionId'>,
): void {
	if (context.getExecutionCancelSignal()?.aborted) {
		throw new ManualExecutionCancelledError(context.getExecutionId());
	}
}
