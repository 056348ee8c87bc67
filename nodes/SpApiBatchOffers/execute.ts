import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { passSlices } from '../../lib/n8n/watch/slice';
import { runOperation, type Operation } from '../../lib/n8n/runOperation';
import { getOffersOfItems } from './offers/getOffers';
import { screenItems } from './screen';
import { watchItems } from './watch';

const operations: Record<string, Operation> = {
	getOffers: passSlices(async (context) => [await getOffersOfItems(context)]),
	screen: async (context) => [await screenItems(context)],
	watch: async (context) => [await watchItems(context)],
};

export const execute = async (context: IExecuteFunctions): Promise<INodeExecutionData[][]> =>
	await runOperation(context, operations);
