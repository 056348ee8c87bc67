import type { INodeExecutionData } from 'n8n-workflow';
import { readListing } from './readListing';
import { readRun } from './run';
import type { ShopData } from '../../shop/shopData';

/** The limit of a run by hand must not leave out what the owner has just said yes to. */
export async function findAnswered(
	items: readonly INodeExecutionData[],
	{ ledger }: ShopData,
): Promise<(entry: { item: INodeExecutionData }) => boolean> {
	const account = readRun(items[0])?.account ?? '';
	if (account === '') return () => false;
	const due = await ledger.questions.due(account);
	return ({ item }) => due.has(readListing(item)?.item_id ?? 0);
}
