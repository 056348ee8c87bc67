import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { runOperation, type Operation } from '../../lib/n8n/runOperation';
import { takeAction } from './actions/takeAction';
import { makePage } from './pages/makePage';

const operations: Record<string, Operation> = { page: makePage, action: takeAction };

export const execute = async (context: IExecuteFunctions): Promise<INodeExecutionData[][]> =>
	await runOperation(context, operations, 'page');
