import { mapListing } from '../../listing/codes/mapListing';
import type { Listing, ListingRow } from '../../listing/listing';
import type { ShopItems } from '../../ledger/shop/shopItems';
import { isToBuy } from '../../orders/judgeLine';
import type { Order, OrderLine } from '../../orders/order';
import { AccountRefusedError, ItemGoneError, ShopError } from '../errors';
import type { ShopReader } from '../ports';

/** The product that a line of an order is bought as. */
export interface MatchedLine {
	line: OrderLine;
	/** null if Amazon is not asked about it. */
	asin: string | null;
	listing?: Listing;
	/** The row that was bought, if the rows of the listing differ in their ASIN. */
	variation?: ListingRow;
	/** Why the code is no proof yet which product it is, for the owner. */
	doubt?: string;
	/** Why it is not from Amazon, for the owner. */
	foreign?: string;
	/** Why the shop's item could not be read, for the owner. */
	unread?: string;
}

export interface MatchPorts {
	account: string;
	items: Pick<ShopItems, 'read' | 'note'>;
	client: Pick<ShopReader, 'getItem'>;
	/** True if the order was not told yet: its items are looked at, because their codes may have changed. */
	isNew: (key: string) => boolean;
}

/** A deleted item has no code any more, and the order keeps none. */
const DELETED = 'BASEから削除された商品です';

/**
 * Finds our listing and its ASIN for each line. The shop is asked about the items of a new order, and about those
 * that its last list does not hold; for the others, and for an item that was deleted since, the list is enough.
 */
export async function matchLines(
	orders: readonly Order[],
	{ account, items, client, isNew }: MatchPorts,
): Promise<Map<string, MatchedLine[]>> {
	const shop = orders.length > 0 ? await items.read(account) : null;
	const pattern = shop?.pattern ? new RegExp(shop.pattern) : undefined;
	const found = new Map<number, Listing | ShopError>(
		shop?.listings.map((listing) => [listing.item_id, listing]),
	);
	const asked = new Set<number>();
	const read = async (itemId: number, key: string): Promise<Listing | ShopError> => {
		const known = found.get(itemId);
		if (known && (asked.has(itemId) || !isNew(key))) return known;
		asked.add(itemId);
		const answer = await readItem(client, itemId);
		if (!(answer instanceof ShopError)) await items.note(answer);
		// The last list knows it, if the shop does not any more.
		const best = answer instanceof ShopError && known ? known : answer;
		found.set(itemId, best);
		return best;
	};
	const matched = new Map<string, MatchedLine[]>();
	for (const { key, lines } of orders) {
		const ofOrder: MatchedLine[] = [];
		for (const line of lines) {
			if (line.unreadable !== undefined) {
				const unread = `BASEの注文の明細を読めません (${line.unreadable})`;
				ofOrder.push({ line, asin: null, unread });
			} else if (!isToBuy(line)) ofOrder.push({ line, asin: null });
			else ofOrder.push(matchLine(line, await read(line.item_id, key), pattern));
		}
		matched.set(key, ofOrder);
	}
	return matched;
}

async function readItem(
	client: MatchPorts['client'],
	itemId: number,
): Promise<Listing | ShopError> {
	try {
		return await client.getItem(itemId);
	} catch (error) {
		// A failure of the account stops the run.
		if (!(error instanceof ShopError) || error instanceof AccountRefusedError) throw error;
		return error;
	}
}

function matchLine(line: OrderLine, item: Listing | ShopError, pattern?: RegExp): MatchedLine {
	if (item instanceof ItemGoneError) return { line, asin: null, foreign: DELETED };
	if (item instanceof ShopError) return { line, asin: null, unread: item.message };
	const map = mapListing(item, pattern);
	const base = { line, listing: item };
	if (map.kind === 'unmapped') return { ...base, asin: null, foreign: map.reason };
	if (map.kind === 'whole') {
		return { ...base, asin: map.asin, ...(map.doubt ? { doubt: map.doubt } : {}) };
	}
	const row = map.rows.find(({ variation }) => variation.variation_id === line.variation_id);
	if (row) return { ...base, ...row };
	return { ...base, asin: null, foreign: '注文されたバリエーションが商品にもうありません' };
}
