import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { noAnswers, type OwnerAnswers } from '../../../changes/guards/ownerAnswers';
import { nameOfItem, type Listing } from '../../../listing/listing';
import { openShopData } from '../storeParameters';
import { findAccount } from './rulesFrom';

/**
 * Reads what the owner answered about items. A node with rules of its own has nobody to ask: it goes by
 * its rule.
 */
export async function readAnswers(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
): Promise<(listing: Listing) => OwnerAnswers> {
	if (context.getNodeParameter('rulesFrom', 0, 'here') !== 'book') {
		return () => ({ ...noAnswers, first_price: 'free' });
	}
	const account = findAccount(items);
	// New products belong to no listing yet, so nothing was asked about them.
	if (account === '') return () => noAnswers;
	const given = await (await openShopData(context)).ledger.questions.answers(account);
	return (listing) => {
		const of = given.get(nameOfItem(listing.item_id, listing.variation));
		if (!of) return noAnswers;
		const { first_price: first, wave } = of;
		return {
			first_price: first?.answer === 'yes' ? first.proposal : first?.answer === 'no' ? 'no' : null,
			wave: wave?.answer === 'yes' ? wave.proposal : null,
			refused: wave?.answer === 'no' ? wave.proposal : null,
			asked: wave?.answer === null ? wave.proposal : null,
		};
	};
}
