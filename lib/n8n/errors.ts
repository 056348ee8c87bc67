import {
	NodeApiError,
	NodeOperationError,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import { ShopError } from '../shop/errors';
import { StoreError, readCode, readShortCode } from '../stores/errors';
import { isOfRedis, makeRedisError } from '../stores/redis/redisError';
import { SpApiError } from '../spApi/errors';
import { requireRunning } from './cancel';

/** Turns an error into n8n's form: our sentence as message, the item it belongs to, no raw answer. */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): NodeOperationError {
	if (error instanceof NodeOperationError) return error;
	const message = describeError(error);
	const description = error instanceof NodeApiError ? (error.description ?? undefined) : undefined;
	return new NodeOperationError(node, message, { itemIndex, description });
}

/**
 * Returns a text that a person may see. An error of a library is reduced to its code: its own message may
 * quote its input, and ioredis quotes whatever a server says.
 */
export function describeError(error: unknown): string {
	if (isOfRedis(error)) return makeRedisError('redis', error).message;
	if (readCode(error) !== '' && !isForPeople(error)) {
		const code = readShortCode(error) || 'UNKNOWN';
		return `外部との通信またはファイルの操作に失敗しました (${code})。時間をおいて再実行してください。`;
	}
	return error instanceof Error ? error.message : `予期しないエラーです (${typeof error})`;
}

/**
 * Our own errors and n8n's errors about a node: they are written for people and hold nothing of a
 * request.
 */
const isForPeople = (error: unknown): boolean =>
	[StoreError, ShopError, SpApiError, NodeOperationError, NodeApiError].some(
		(kind) => error instanceof kind,
	);

/**
 * Handles an item that failed: with "Continue On Fail" it becomes an item with the error, otherwise the
 * node stops with it.
 */
export function failedItem(
	context: Pick<IExecuteFunctions, 'continueOnFail' | 'getNode'>,
	item: INodeExecutionData,
	index: number,
	error: unknown,
): INodeExecutionData {
	const node = context.getNode();
	const nodeError = toNodeError(node, error, index);
	if (!context.continueOnFail()) throw nodeError;
	return {
		json: { ...item.json, error: nodeError.message },
		// n8n finds items for the error output by this field; elsewhere it would cost the item's other
		// fields.
		...(node.onError === 'continueErrorOutput' ? { error: nodeError } : {}),
		pairedItem: { item: index },
	};
}

/**
 * Runs a node's work and shows any error as n8n's own kind of error. If the node has an error output the
 * error goes there: n8n itself would pass the input on as if nothing had failed.
 */
export async function runAsNode(
	context: IExecuteFunctions,
	work: () => Promise<INodeExecutionData[][]>,
): Promise<INodeExecutionData[][]> {
	try {
		return await work();
	} catch (error) {
		requireRunning(context);
		const node = context.getNode();
		const nodeError = toNodeError(node, error);
		if (node.onError !== 'continueErrorOutput') throw nodeError;
		const item = { json: { error: nodeError.message }, error: nodeError, pairedItem: { item: 0 } };
		return [[item]];
	}
}
