import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { runOperation, type Operation } from '../../lib/n8n/runOperation';
import { jobReport } from './job';
import { ordersReport } from './orders';
import { report } from './report';

const operations: Record<string, Operation> = {
	report,
	job: jobReport,
	orders: ordersReport,
};

export const execute = async (context: IExecuteFunctions): Promise<INodeExecutionData[][]> =>
	await runOperation(context, operations, 'report');
