import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Run } from '../../ledger/runs/run';
import type { Runner } from '../../ledger/runs/runMemory';
import { readPart } from './items';

/** Returns the run of an item. Without Run Guard before it everything is a dry run. */
export const readRun = (item: INodeExecutionData | undefined): Run | undefined =>
	item ? readPart(item, 'run') : undefined;

export const isDryRun = (item: INodeExecutionData | undefined): boolean =>
	readRun(item)?.dry_run !== false;

/** Names the runner: n8n's name of the workflow for people, its id, and the account. */
export const nameRunner = (
	context: Pick<IExecuteFunctions, 'getWorkflow'>,
	run: Pick<Run, 'account' | 'workflow'>,
): Runner => ({
	workflow: context.getWorkflow().name ?? '',
	account: run.account,
	workflowId: run.workflow,
});
