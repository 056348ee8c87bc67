import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Run } from '../../ledger/run';
import type { RunnerName } from '../../ledger/runMemory';
import { readPart } from './items';

/** The run of an item. Without Run Guard in front everything is a dry run. */
export const readRun = (item: INodeExecutionData | undefined): Run | undefined =>
	item ? readPart(item, 'run') : undefined;

export const isDryRun = (item: INodeExecutionData | undefined): boolean =>
	readRun(item)?.dry_run !== false;

/** Who runs, for people: n8n's name of the workflow beside its id. */
export const nameRunner = (
	context: Pick<IExecuteFunctions, 'getWorkflow'>,
	run: Pick<Run, 'account'>,
): RunnerName => ({ workflow: context.getWorkflow().name ?? '', account: run.account });
