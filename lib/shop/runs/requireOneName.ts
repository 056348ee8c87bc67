import type { Ledger } from '../../ledger/ledger';
import type { Listing } from '../../listing/listing';

/** Two shops share no item. A list of which this share is known under another name is that shop's. */
const SAME_SHOP_SHARE = 0.5;

/**
 * Refuses a list under a name that nothing is known of if its items are known under another name: the shop was named
 * anew, or the credential of another shop was chosen. The stops, the rules and the memory of a shop are kept by its
 * name, so a run under another one would go past all of them. A shop that only dry runs have read has none of them yet.
 * @throws Error that says how to go on
 */
export async function requireOneName(
	account: string,
	listings: readonly Pick<Listing, 'item_id'>[],
	{ items, rules, pauses }: Pick<Ledger, 'items' | 'rules' | 'pauses'>,
): Promise<void> {
	const others = await items.accounts();
	if (listings.length === 0 || others.includes(account)) return;
	for (const other of others) {
		const known = new Set((await items.read(other))?.listings.map(({ item_id }) => item_id));
		const same = listings.filter(({ item_id }) => known.has(item_id)).length;
		if (same < listings.length * SAME_SHOP_SHARE) continue;
		const isInUse = (await rules.ruling(other)) !== null || (await pauses.get(other)) !== null;
		if (isInUse) throw new Error(describeOther(account, other));
	}
}

const describeOther = (account: string, other: string): string =>
	`BASEから読んだ商品は、ショップ「${other}」の商品です。「${account}」としては始めません。同じショップなら、ショップ名 (account) に「${other}」と入れてください。別のショップなら、BASEの認証情報がそのショップのものか確かめてください。`;
