import { AccountRefusedError, AnswerLostError, ItemGoneError, ShopError } from '../../errors';
import type { ShopReader } from '../../ports';
import { readShopRules } from '../../runs/shopRules';
import type { ShopData } from '../../shopData';
import type { Listing } from '../../../listing/listing';
import { findBlock } from '../../../listing/blocks/findBlock';
import { overrideOf } from '../../../listing/pricing/overrideOf';
import { computeKnownFloor } from '../../../changes/computeKnownFloor';

/**
 * Reads an item as the shop shows it now, for the row that it is about.
 * @throws AnswerLostError if another item was answered
 */
export async function readItem(
	before: Listing,
	client: Pick<ShopReader, 'getItem'>,
): Promise<Listing> {
	const shown = await client.getItem(before.item_id);
	if (shown.item_id !== before.item_id) {
		throw new AnswerLostError(
			`商品 ${before.item_id} の代わりに、別の商品 ${shown.item_id} の応答が返りました。変更していません。`,
			OTHER_ITEM,
		);
	}
	const { variation } = before;
	if (!variation) return shown;
	const row = shown.variations.find((each) => each.variation_id === variation.variation_id);
	return { ...shown, variation: { ...variation, stock: row?.stock ?? variation.stock } };
}

/** BASE mixes its items up: nothing must be written then. */
const OTHER_ITEM = 'other_item';

/** True if an item's detail could not be read, although it is there and the account is open. */
export const isUnreadable = (error: unknown): boolean =>
	error instanceof ShopError &&
	!(error instanceof ItemGoneError) &&
	!(error instanceof AccountRefusedError) &&
	error.code !== OTHER_ITEM;

/** Rows of an item, by number. */
export interface Siblings {
	/** Rows that nobody may buy now: the item is not shown while one of them has stock. */
	closedRows: number[];
	/** Rows that are about to get stock: while there is one, the item is not hidden for lack of stock. */
	comingRows: number[];
}

/**
 * Reads what the cache knows of the item's other rows, because BASE shows or hides the item with all
 * of them. Rows that are not known to be in stock at Amazon, cost too much for the item's price or are blocked must
 * not come on sale with this one; the others are filled up by their own decisions.
 */
export async function readSiblings(
	data: ShopData,
	{ listing }: { listing: Listing },
): Promise<Siblings> {
	const siblings = listing.variation?.siblings ?? [];
	if (siblings.length === 0) return { closedRows: [], comingRows: [] };
	const documents = await data.cache.read([...new Set(siblings.map(({ asin }) => asin))]);
	const { pricing, items, blocked } = (await readShopRules(data.ledger.rules, listing.account))
		.values;
	const override = overrideOf(items, listing);
	/** In stock at Amazon, and right to sell at the item's price. */
	const isSellable = (asin: string): boolean => {
		const document = documents.get(asin) ?? null;
		if (document?.in_stock !== true) return false;
		if (listing.price < (computeKnownFloor(document.price, pricing, override) ?? 0)) return false;
		const block = findBlock(blocked, { asin, title: listing.title, amazon: document });
		return block?.action !== 'hide';
	};
	const rowsWhere = (test: (asin: string) => boolean) =>
		siblings.filter(({ asin }) => test(asin)).map(({ variation_id }) => variation_id);
	return { closedRows: rowsWhere((asin) => !isSellable(asin)), comingRows: rowsWhere(isSellable) };
}
