import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { passRounds } from '../../lib/n8n/items/passRounds';
import { runOperation, type Operation } from '../../lib/n8n/runOperation';
import { getOffersOfItems } from './offers/getOffers';
import { screenItems } from './screen';
import { watchItems } from './watch';

const operations: Record<string, Operation> = {
	getOffers: passRounds(async (context) => [await getOffersOfItems(context)]),
	screen: async (context) => [await screenItems(context)],
	watch: async (context) => [await watchItems(context)],
};

export const execute = async (context: IExecuteFunctions): Promise<INodeExecutionData[][]> =>
	await runOperation(context, operations);
