import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asNode } from '../../lib/n8n/errors';
import { check, markTold } from './check';
import { finish } from './finish';
import { pause, resume } from './pause';
import { start } from './start';

const operations: Record<string, (context: IExecuteFunctions) => Promise<INodeExecutionData[][]>> =
	{ start, finish, check, markTold, pause, resume };

export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await asNode(context, async () => {
		const name = context.getNodeParameter('operation', 0) as string;
		const operation = operations[name];
		if (!operation) throw new Error(`Unknown operation "${name}"`);
		return await operation(context);
	});
}
