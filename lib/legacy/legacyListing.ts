import { parseAsin } from '../listing/codes/asin';
import { listingKey } from '../listing/listing';
import { ownValue } from '../listing/memory';
import type { CacheWrite } from '../cache/cache';

/** The use of one of the older tools' `listings` rows. */
export type LegacyListing =
	| { use: 'adopt'; write: CacheWrite; account: string; item_id: number }
	| { use: 'none'; reason: string };

/** Maps the older tools' account ids to the shop accounts' names here. */
export type AccountNames = ReadonlyMap<string, string>;

/** Old rows spell the same shop in two ways. */
const OLD_ACCOUNTS: Record<string, string> = { base_main: 'base_account_1' };
/** `active` was renamed to `listed` at some time. */
const ON_SALE = new Set(['listed', 'active']);

/**
 * Reads one row of the `listings` table (asin, platform, account_id, platform_item_id, visibility,
 * status); every value may be text from a CSV. The old sync wrote `hidden` for items that it hid itself,
 * and never noticed items that the owner hid in the shop, so this sync may show exactly those with
 * `hidden` again.
 * @param at ISO 8601 with offset: when the owner handed them over
 */
export function readLegacyListing(
	row: Readonly<Record<string, unknown>>,
	names: AccountNames,
	at: string,
): LegacyListing {
	const asin = parseAsin(row.asin);
	if (asin === null) return none(`asin が ASIN ではない (${show(row.asin)})`);
	if (show(row.platform).toLowerCase() !== 'base') return none('BASE 以外の出品');
	const item_id = Number(show(row.platform_item_id) || Number.NaN);
	if (!Number.isSafeInteger(item_id) || item_id <= 0) {
		return none(`platform_item_id が商品 ID ではない (${show(row.platform_item_id)})`);
	}
	if (!ON_SALE.has(show(row.status))) return none(`出品中ではない (${show(row.status)})`);
	if (show(row.visibility) !== 'hidden') return none('公開中');
	const id = show(row.account_id);
	const account = names.get(id) ?? names.get(ownValue(OLD_ACCOUNTS, id) ?? id);
	if (account === undefined) return none(`アカウント ${id || '(空)'} の対応先が指定されていない`);
	const shop = { [listingKey({ account, item_id })]: { adopted_at: at } };
	return { use: 'adopt', write: { asin, set: { shop } }, account, item_id };
}

/** Parses lines like `base_account_1=店A`; null if the text has another form. */
export function parseAccountNames(text: string): AccountNames | null {
	const names = new Map<string, string>();
	for (const line of text.split(/[\n,]/).map((each) => each.trim())) {
		if (line === '') continue;
		const [id, name, ...rest] = line.split('=').map((each) => each.trim());
		if (!id || !name || rest.length > 0) return null;
		names.set(id, name);
	}
	return names.size === 0 ? null : names;
}

const none = (reason: string): LegacyListing => ({ use: 'none', reason });

const show = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
