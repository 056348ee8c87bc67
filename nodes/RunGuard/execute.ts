import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { requireRunning } from '../../lib/n8n/cancel';
import { runAsNode, toNodeError } from '../../lib/n8n/errors';
import { newItem } from '../../lib/n8n/items/items';
import { check, markTold } from './check';
import { finish } from './finish';
import { pause, resume } from './pause';
import { start } from './start';

const operations: Record<string, (context: IExecuteFunctions) => Promise<INodeExecutionData[][]>> =
	{ start, finish, check, markTold, pause, resume };

export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await runAsNode(context, async () => {
		const name = context.getNodeParameter('operation', 0) as string;
		const operation = operations[name];
		if (!operation) throw new Error(`Unknown operation "${name}"`);
		try {
			return await operation(context);
		} catch (error) {
			// A run that could not be started must not go on as if it had been.
			if (name === 'start' || !context.continueOnFail()) throw error;
			requireRunning(context);
			// n8n sends an item to the error output by its bare `error`; it adds the input's fields itself.
			const { message } = toNodeError(context.getNode(), error, 0);
			return [[newItem({ error: message })]];
		}
	});
}
