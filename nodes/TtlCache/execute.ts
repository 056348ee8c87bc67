import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { runOperation, type Operation } from '../../lib/n8n/runOperation';
import { passRounds } from '../../lib/n8n/items/passRounds';
import { backupOperations } from './backup/backupOperations';
import { deleteDocuments } from './delete';
import { importLegacy } from './importLegacy';
import { journal } from './journal';
import { onStore } from './onStore';
import { prune } from './prune';
import { orderRounds } from './reading/orderRounds';
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
	read: orderRounds(passRounds(onStore(read))),
	statistics: onStore(statistics),
	write: passRounds(onStore(write)),
};

export const execute = async (context: IExecuteFunctions): Promise<INodeExecutionData[][]> =>
	await runOperation(context, operations);
