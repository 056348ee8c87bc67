import type { INodeExecutionData } from 'n8n-workflow';
import type { Failure } from '../../report/failureMessage';
import type { FailedExecution } from '../../shop/runs/findRoom';

type ReadFailure = Omit<Failure, 'advice' | 'edits' | 'runId'> & FailedExecution;

/**
 * Reads the item of n8n's Error Trigger; null if it is none. A workflow that did not even start has
 * `trigger.error` in place of `execution`.
 */
export function readFailure(item: INodeExecutionData | undefined): ReadFailure | null {
	const workflow = objectAt(item?.json, 'workflow');
	const execution = objectAt(item?.json, 'execution');
	const trigger = objectAt(item?.json, 'trigger');
	if (!workflow && !execution && !trigger) return null;
	const error = objectAt(execution, 'error') ?? objectAt(trigger, 'error');
	return {
		workflow: textAt(workflow, 'name') ?? '',
		workflowId: textAt(workflow, 'id') ?? '',
		executionId: textAt(execution, 'id') ?? '',
		node: textAt(execution, 'lastNodeExecuted'),
		reason: textAt(error, 'message'),
	};
}

type Fields = Readonly<Record<string, unknown>>;

function objectAt(parent: Fields | undefined, name: string): Fields | undefined {
	const value = parent?.[name];
	return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
}

function textAt(parent: Fields | undefined, name: string): string | null {
	const value = parent?.[name];
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value !== '' ? value : null;
}
