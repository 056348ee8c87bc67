import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ShopData } from '../../lib/shop/shopData';
import { runAsNode } from '../../lib/n8n/errors';
import { shopDataOf } from '../../lib/n8n/parameters/storeParameters';
import { brake } from './brake';
import { create } from './create';
import { releaseBrake } from './releaseBrake';
import { texts } from './texts';
import { undo } from './undo';
import { update } from './update';

type Operation = (context: IExecuteFunctions, data: ShopData) => Promise<INodeExecutionData[]>;

const operations: Record<string, Operation> = {
	update,
	texts,
	create,
	brake,
	releaseBrake,
	undo,
};

export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await runAsNode(context, async () => {
		const name = context.getNodeParameter('operation', 0, 'update') as string;
		const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
		if (!operation) throw new Error(`操作「${name}」はありません`);
		return [await operation(context, await shopDataOf(context))];
	});
}
