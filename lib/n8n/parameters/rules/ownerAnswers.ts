import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { OwnerAnswers } from '../../../changes/guards/ownerAnswers';
import { nameOfItem, type Listing } from '../../../listing/listing';
import { openShopData } from '../../connections/openShopData';
import { findAccount } from './rulesFrom';

/**
 * Reads what the owner answered about items. A node with rules of its own has nobody to ask: it goes by
 * its rule.
 */
export async function readAnswers(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
): Promise<(listing: Listing) => OwnerAnswers> {
	if (context.getNodeParameter('rulesFrom', 0, 'here') !== 'book') return () => ({});
	const account = findAccount(items);
	// New products belong to no listing yet, so nothing was asked about them.
	if (account === '') return () => ({});
	const given = await (await openShopData(context)).ledger.questions.answers(account);
	return ({ item_id, variation }) => given.get(nameOfItem(item_id, variation)) ?? {};
}
