import type { RuleBook } from '../../ledger/rules/ruleBook';
import { readShopRules } from '../runs/shopRules';

/**
 * Reads where the owner's desk is, for a link in a message. A message goes out without a link rather than not at
 * all.
 * @param account empty if no shop is known
 */
export async function readDeskPlace(
	book: RuleBook,
	account: string,
): Promise<{ url: string; account: string }> {
	const rules = await readShopRules(book, account).catch(() => null);
	return { url: rules?.values.desk_url ?? '', account };
}
