import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { runOperation, type Operation } from '../../lib/n8n/runOperation';
import { getByKey } from './getByKey';
import { getNew } from './getNew';

const operations: Record<string, Operation> = { getNew, getByKey };

export const execute = async (context: IExecuteFunctions): Promise<INodeExecutionData[][]> =>
	await runOperation(context, operations, 'getNew');
