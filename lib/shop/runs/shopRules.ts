import type { RuleBook } from '../../ledger/rules/ruleBook';
import { defaultValues, type RuleValues } from '../../ledger/rules/ruleValues';

/** The rules of a shop, for a run without settings of its own. */
export interface ShopRules {
	values: RuleValues;
	/** Number of the version; 0 = none yet. */
	version: number;
	/** Number of the version since which prices are made as they are now. */
	pricedSince: number;
	/** True if nothing may be written: the shop is not live, or the sync's settings say so. */
	isDry: boolean;
	/** The business hours and the room that the settings of the last scheduled run named. */
	typedHours: string;
	typedRoom: string;
}

/**
 * Returns the rules that apply to a shop now: its version, or before the first one what the sync's
 * settings said last, or the defaults.
 * @param account empty if no shop is known yet
 * @throws Error if the book can't be read: nothing may be decided without it
 */
export async function readShopRules(book: RuleBook, account: string): Promise<ShopRules> {
	const typed = { typedHours: '', typedRoom: '' };
	if (account === '') {
		return { values: defaultValues, version: 0, pricedSince: 0, isDry: true, ...typed };
	}
	const open = await book.open(account);
	const { values, version, pricedSince, isDryBySettings, typedHours, typedRoom } = open;
	const isDry = version === 0 || !values.live || isDryBySettings;
	return { values, version, pricedSince, isDry, typedHours, typedRoom };
}

/**
 * Returns the account whose book applies: the given one, or the only one there is. Empty if there is no
 * book yet.
 * @throws Error if there are several, because each shop has rules of its own
 */
export async function findBookAccount(book: RuleBook, given: string): Promise<string> {
	if (given !== '') return given;
	const [only, ...others] = await book.accounts();
	if (others.length === 0) return only ?? '';
	throw new Error(
		`ショップが複数あります (${[only, ...others].join('、')})。「設定」の account に、どのショップかを入れてください。`,
	);
}

/** Returns the rules of the given or only shop, if it has a version already; null if not. */
export async function findShopRules(book: RuleBook, given: string): Promise<ShopRules | null> {
	const accounts = given === '' ? await book.accounts() : [given];
	if (accounts.length !== 1) return null;
	const rules = await readShopRules(book, accounts[0]!);
	return rules.version > 0 ? rules : null;
}
