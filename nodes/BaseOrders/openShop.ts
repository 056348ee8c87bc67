import type { IExecuteFunctions } from 'n8n-workflow';
import { openShopClient } from '../../lib/n8n/connections/shopConnection';
import { readRun } from '../../lib/n8n/items/run';
import { openShopData } from '../../lib/n8n/connections/openShopData';

/** Opens the shop of the node's credential, its data, and the run that the input belongs to. */
export async function openShop(context: IExecuteFunctions) {
	const { account: given = '' } = context.getNodeParameter('options', 0, {}) as {
		account?: string;
	};
	const run = readRun(context.getInputData()[0]);
	const data = await openShopData(context);
	const shop = await openShopClient(context, given || run?.account || '', data.ledger);
	return { ...shop, data, run };
}
