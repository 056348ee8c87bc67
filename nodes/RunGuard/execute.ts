import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asNode } from '../../lib/n8n/errors';
import { newItem } from '../../lib/n8n/items';
import { cacheOf } from '../../lib/n8n/storeParameters';
import { finish } from './finish';
import { start } from './start';

const operations: Record<string, (context: IExecuteFunctions) => Promise<INodeExecutionData[][]>> =
	{
		start,
		finish,
		pause: async (context) => {
			const account = accountToPause(context);
			const reason = (context.getNodeParameter('reason', 0) as string) || '手動で停止';
			await (await cacheOf(context)).pauses.set(account, reason);
			return [[newItem({ account, paused: true, reason })]];
		},
		resume: async (context) => {
			const account = accountToPause(context);
			await (await cacheOf(context)).pauses.clear(account);
			return [[newItem({ account, paused: false })]];
		},
	};

export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await asNode(context, async () => {
		const name = context.getNodeParameter('operation', 0) as string;
		const operation = operations[name];
		if (!operation) throw new Error(`Unknown operation "${name}"`);
		return await operation(context);
	});
}

function accountToPause(context: IExecuteFunctions): string {
	const account = (context.getNodeParameter('pauseAccount', 0) as string).trim();
	if (!account) throw new Error('Account が空です。停止・再開するショップの名前を入れてください。');
	return account;
}
