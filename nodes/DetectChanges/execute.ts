import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { runOperation, type Operation } from '../../lib/n8n/runOperation';
import { passRounds } from '../../lib/n8n/items/passRounds';
import { compareInfo } from './basicInfo';
import { decideItems } from './decideItems';
import { replayRules } from './replay';

const operations: Record<string, Operation> = {
	detect: passRounds(decideItems),
	basicInfo: async (context) => compareInfo(context),
	replay: replayRules,
};

export const execute = async (context: IExecuteFunctions): Promise<INodeExecutionData[][]> =>
	await runOperation(context, operations, 'detect');
