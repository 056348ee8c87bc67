import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { runAsNode } from './errors';

export type Operation = (context: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

/**
 * Carries out the operation that the node's field names; its errors become the node's own error.
 * @param usual for nodes that were saved before they had the field
 */
export async function runOperation(
	context: IExecuteFunctions,
	operations: Readonly<Record<string, Operation>>,
	usual = '',
): Promise<INodeExecutionData[][]> {
	return await runAsNode(context, async () => {
		const name = String(context.getNodeParameter('operation', 0, usual));
		const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
		if (!operation) throw new Error(`操作「${name}」はありません`);
		return await operation(context);
	});
}
