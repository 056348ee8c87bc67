import {
	NodeApiError,
	NodeOperationError,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import { ShopError } from '../shop/errors';
import { CacheError, readCode, readShortCode } from '../stores/errors';
import { isOfRedis, makeRedisError } from '../stores/redis/redisError';
import { SpApiError } from '../spApi/errors';
import { requireRunning } from './cancel';

/** The error as n8n shows it: our sentence as message, the item it belongs to, no raw answer. */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): NodeOperationError {
	if (error instanceof NodeOperationError) return error;
	const message = describeError(error);
	const description = error instanceof NodeApiError ? (error.description ?? undefined) : undefined;
	return new NodeOperationError(node, message, { itemIndex, description });
}

/**
 * The words that a person may be shown. A library's error is reduced to its code: its own words may quote what
 * it was given, and ioredis's quote whatever a server says.
 */
export function describeError(error: unknown): string {
	if (isOfRedis(error)) return makeRedisError('redis', error).message;
	if (readCode(error) !== '' && !isForPeople(error)) {
		const code = readShortCode(error) || 'UNKNOWN';
		return `外部との通信またはファイルの操作に失敗しました (${code})。時間をおいて再実行してください。`;
	}
	return error instanceof Error ? error.message : `予期しないエラーです (${typeof error})`;
}

/** Errors of the rooms, and n8n's own about a node: written to be read, with nothing of a request in them. */
const isForPeople = (error: unknown): boolean =>
	[CacheError, ShopError, SpApiError, NodeOperationError, NodeApiError].some(
		(kind) => error instanceof kind,
	);

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
	const node = context.getNode();
	const nodeError = toNodeError(node, error, index);
	if (!context.continueOnFail()) throw nodeError;
	return {
		json: { ...item.json, error: nodeError.message },
		// By this n8n knows what belongs to the error output; on the others it would cost the item's fields.
		...(node.onError === 'continueErrorOutput' ? { error: nodeError } : {}),
		pairedItem: { item: index },
	};
}

/**
 * Runs a node's work and shows whatever it throws as n8n's own kind of error. Where the node has an
 * error output the error goes there: n8n itself would hand the input on as if all had been well.
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
