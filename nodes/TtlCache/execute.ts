import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ShopData } from '../../lib/shop/shopData';
import { runAsNode } from '../../lib/n8n/errors';
import { shopDataOf } from '../../lib/n8n/parameters/storeParameters';
import { deleteDocuments } from './delete';
import { importLegacy } from './importLegacy';
import { journal } from './journal';
import type { Work } from './items';
import { prune } from './prune';
import { read } from './read';
import { statistics } from './statistics';
import { write } from './write';

type Operation = (work: Work, data: ShopData) => Promise<INodeExecutionData[][]>;

const operations: Record<string, Operation> = {
	delete: deleteDocuments,
	importLegacy,
	journal,
	prune,
	read,
	statistics,
	write,
};

export async function execute(
	context: IExecuteFunctions,
	now: () => number = Date.now,
): Promise<INodeExecutionData[][]> {
	const name = String(context.getNodeParameter('operation', 0));
	const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
	if (!operation) {
		throw new NodeOperationError(context.getNode(), `操作「${name}」はありません`);
	}
	return await runAsNode(context, async () => {
		const data = await shopDataOf(context);
		return await operation({ context, items: context.getInputData(), now }, data);
	});
}
