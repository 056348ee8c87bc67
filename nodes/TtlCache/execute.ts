import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { openShopData } from '../../lib/n8n/parameters/storeParameters';
import { runOperation, type Operation } from '../../lib/n8n/runOperation';
import { passSlices } from '../../lib/n8n/watch/slice';
import type { ShopData } from '../../lib/shop/shopData';
import { backUp } from './backup/backUp';
import { restore } from './backup/restore';
import { deleteDocuments } from './delete';
import { importLegacy } from './importLegacy';
import { journal } from './journal';
import type { Work } from './items';
import { prune } from './prune';
import { orderSlices } from './reading/orderSlices';
import { read } from './reading/read';
import { statistics } from './statistics';
import { markTable } from './tables/markTable';
import { readTable } from './tables/readTable';
import { write } from './write';

type StoreOperation = (work: Work, data: ShopData) => Promise<INodeExecutionData[][]>;

const onStore =
	(operation: StoreOperation): Operation =>
	async (context) => {
		const work = { context, items: context.getInputData(), now: Date.now };
		return await operation(work, await openShopData(context));
	};

const operations: Record<string, Operation> = {
	backUp: onStore(backUp),
	delete: onStore(deleteDocuments),
	importLegacy: onStore(importLegacy),
	journal: onStore(journal),
	markTable: onStore(markTable),
	prune: onStore(prune),
	read: orderSlices(passSlices(onStore(read))),
	readTable: onStore(readTable),
	restore: onStore(restore),
	statistics: onStore(statistics),
	write: passSlices(onStore(write)),
};

export const execute = async (context: IExecuteFunctions): Promise<INodeExecutionData[][]> =>
	await runOperation(context, operations);
