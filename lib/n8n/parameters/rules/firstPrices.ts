import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { FirstPrice } from '../../../changes/situation';
import { openShopData } from '../storeParameters';
import { findAccount } from './rulesFrom';

/**
 * Reads what the owner was asked about the first prices of items. A node with rules of its own
 * has nobody to ask: it goes by its rule.
 */
export async function readFirstPrices(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
): Promise<(itemId: number) => FirstPrice> {
	if (context.getNodeParameter('rulesFrom', 0, 'here') !== 'book') return () => 'yes';
	const account = findAccount(items);
	// New products belong to no listing yet, so nothing was asked about them.
	if (account === '') return () => 'new';
	const { questions } = (await openShopData(context)).ledger;
	const known = (await questions.all(account)).filter(({ kind }) => kind === 'first_price');
	const byItem = new Map(
		known.flatMap(({ members, answer }) =>
			members.map(({ item_id }): [number, FirstPrice] => [item_id, answer ?? 'asked']),
		),
	);
	return (itemId) => byItem.get(itemId) ?? 'new';
}
