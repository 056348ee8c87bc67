import {
	NodeApiError,
	NodeOperationError,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import { requireRunning } from './cancel';

/** The error as n8n shows it: our sentence as message, the item it belongs to, no raw answer. */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): NodeOperationError {
	if (error instanceof NodeOperationError) return error;
	const message = error instanceof Error ? error.message : String(error);
	const description = error instanceof NodeApiError ? (error.description ?? undefined) : undefined;
	return new NodeOperationError(node, message, { itemIndex, description });
}

/**
 * What becomes of an item that failed: with "Continue On Fail" an item that carries the error, else
 * the node stops with it.
 */
export function failedItem(
	context: Pick<IExecuteFunctions, 'continueOnFail' | 'getNode'>,
	item: INodeExecutionData,
	index: number,
	error: unknown,
): INodeExecutionData {
	const nodeError = toNodeError(context.getNode(), error, index);
	if (!context.continueOnFail()) throw nodeError;
	return {
		json: { ...item.json, error: nodeError.message },
		pairedItem: { item: index },
	};
}

/** Runs a node's work and shows whatever it throws as n8n's own kind of error. */
export async function asNode(
	context: IExecuteFunctions,
	work: () => Promise<INodeExecutionData[][]>,
): Promise<INodeExecutionData[][]> {
	try {
		return await work();
	} catch (error) {
		requireRunning(context);
		throw toNodeError(context.getNode(), error);
	}
}
