import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { runOperation, type Operation } from '../../lib/n8n/runOperation';
import { passSlices } from '../../lib/n8n/watch/slice';
import { backupOperations } from './backup/backupOperations';
import { deleteDocuments } from './delete';
import { importLegacy } from './importLegacy';
import { journal } from './journal';
import { onStore } from './onStore';
import { prune } from './prune';
import { orderSlices } from './reading/orderSlices';
import { read } from './reading/read';
import { statistics } from './statistics';
import { tableOperations } from './tables/tableOperations';
import { write } from './write';

const operations: Record<string, Operation> = {
	...backupOperations,
	...tableOperations,
	delete: onStore(deleteDocuments),
	importLegacy: onStore(importLegacy),
	journal: onStore(journal),
	prune: onStore(prune),
	read: orderSlices(passSlices(onStore(read))),
	statistics: onStore(statistics),
	write: passSlices(onStore(write)),
};

export const execute = async (context: IExecuteFunctions): Promise<INodeExecutionData[][]> =>
	await runOperation(context, operations);
