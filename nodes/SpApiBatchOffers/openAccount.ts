import type { IExecuteFunctions } from 'n8n-workflow';
import { readAmazonAccount, readOwnAmazonAccount } from '../../lib/n8n/connections/amazonAccount';
import { openShopData } from '../../lib/n8n/connections/openShopData';
import type { SpApiAccount } from '../../lib/spApi/account';

/** Opens the account of the node's credential. A node with a store of its own asks whether that is the account's. */
export async function openAccount(context: IExecuteFunctions): Promise<SpApiAccount> {
	if (context.getNodeParameter('rulesFrom', 0, 'here') !== 'book') {
		return await readAmazonAccount(context);
	}
	return await readOwnAmazonAccount(context, (await openShopData(context)).ledger);
}
