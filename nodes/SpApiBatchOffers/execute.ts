import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { runAsNode } from '../../lib/n8n/errors';
import { getOffersOfItems } from './getOffers';
import { screenItems } from './screen';

const operations: Record<string, (context: IExecuteFunctions) => Promise<INodeExecutionData[]>> = {
	getOffers: getOffersOfItems,
	screen: screenItems,
};

export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await runAsNode(context, async () => {
		const operation = operations[context.getNodeParameter('operation', 0) as string];
		if (!operation) throw new Error('Unknown operation');
		return [await operation(context)];
	});
}
