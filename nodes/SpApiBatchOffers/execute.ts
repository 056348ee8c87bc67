import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { runOperation, type Operation } from '../../lib/n8n/runOperation';
import { getOffersOfItems } from './getOffers';
import { screenItems } from './screen';

const operations: Record<string, Operation> = {
	getOffers: async (context) => [await getOffersOfItems(context)],
	screen: async (context) => [await screenItems(context)],
};

export const execute = async (context: IExecuteFunctions): Promise<INodeExecutionData[][]> =>
	await runOperation(context, operations);
