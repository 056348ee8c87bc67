import type { Block } from '../../listing/blocks/blockLists';
import type { StopCause } from '../../listing/offer';

/** An item at Amazon, as far as the owner hears of it. */
export interface AmazonState {
	/** Yen; null = unknown. */
	price: number | null;
	in_stock: boolean | null;
	/** Not in stock because the shop's conditions refuse all offers that there are. */
	is_filtered?: true;
}

/** An item as the shop shows it. */
export interface ShopState {
	/** Yen; null = unknown. */
	price: number | null;
	visible: boolean | null;
}

/** A row whose stock was set. */
export interface RowStock {
	variation_id: number;
	title: string;
	before: number;
	after: number;
}

/** One item's news: what moved at Amazon since the owner was told last, and what was done in the shop. */
export interface ItemChange {
	/** null if Amazon was not compared with what was told. */
	amazon: {
		/** None if Amazon is back where it was. */
		kinds: Array<'price' | 'stock'>;
		before: AmazonState;
		after: AmazonState;
		/** `at` of the baseline that a message replaces, the present one, ISO 8601 with offset. */
		replaces: string;
	} | null;
	shop: { before: ShopState; after: ShopState };
	/** The new stock of an item without rows; null if it was not set. */
	stock: number | null;
	rows: RowStock[];
	/** Set if the item must not be on sale; null if it may be. */
	stop: StopCause | null;
	/** The entry of the owner's block lists behind that; absent if there is none. */
	block?: Pick<Block, 'by' | 'entry'>;
	/** The last step of the decision, for the owner. */
	why: string;
	/** It must not be on sale, and still is. */
	staysOnSale: boolean;
}

/** An item as a run has just seen it. */
export interface SeenItem {
	/** null without a confirmed answer. */
	amazon: AmazonState | null;
	shop: ShopState;
	/** It must not be on sale, and still is. */
	staysOnSale: boolean;
}

/** Returns two pieces of news about one item as one: from the older start to the newer end. */
export function joinChanges(older: ItemChange, newer: ItemChange): ItemChange {
	return {
		...newer,
		amazon: joinAmazon(older.amazon, newer.amazon),
		shop: { before: complete(older.shop.before, newer.shop.before), after: newer.shop.after },
		stock: newer.stock ?? older.stock,
		rows: joinRows(older.rows, newer.rows),
	};
}

/** Brings news that was not told yet up to what a later run saw. */
export const updateChange = (change: ItemChange, seen: SeenItem): ItemChange => ({
	...change,
	amazon:
		change.amazon && seen.amazon
			? measure({ ...change.amazon, after: seen.amazon })
			: change.amazon,
	shop: { before: change.shop.before, after: seen.shop },
	staysOnSale: seen.staysOnSale,
});

/** Returns the part of news that remains to be told after an earlier state of it was told. */
export const withoutTold = (now: ItemChange, told: ItemChange): ItemChange => ({
	...now,
	amazon: now.amazon && measure({ ...now.amazon, before: told.amazon?.after ?? now.amazon.before }),
	shop: { before: told.shop.after, after: now.shop.after },
	stock: now.stock === told.stock ? null : now.stock,
	rows: now.rows.filter(
		(row) => told.rows.find((each) => each.variation_id === row.variation_id)?.after !== row.after,
	),
});

/** True if Amazon is not where it was. */
export const hasMoved = (amazon: ItemChange['amazon']): boolean =>
	amazon !== null && amazon.kinds.length > 0;

/** True if both are known and differ. */
export const hasChanged = <T>(before: T | null, after: T | null): boolean =>
	before !== null && after !== null && before !== after;

/** True if everything is as it was before: there is nothing to tell. */
export const isNothing = ({ amazon, shop, stock, rows }: ItemChange): boolean =>
	!hasMoved(amazon) &&
	!hasChanged(shop.before.price, shop.after.price) &&
	!hasChanged(shop.before.visible, shop.after.visible) &&
	stock === null &&
	rows.length === 0;

/** A journal knows only what was edited. */
const complete = (known: ShopState, other: ShopState): ShopState => ({
	price: known.price ?? other.price,
	visible: known.visible ?? other.visible,
});

type AmazonMove = NonNullable<ItemChange['amazon']>;

function joinAmazon(
	older: ItemChange['amazon'],
	newer: ItemChange['amazon'],
): ItemChange['amazon'] {
	if (older === null || newer === null) return newer ?? older;
	return measure({ ...newer, before: older.before });
}

/** Names the kinds anew: none if Amazon is back where it was. */
function measure(move: AmazonMove): AmazonMove {
	const { before, after } = move;
	const kinds: AmazonMove['kinds'] = [];
	const isPriced = before.price !== null && after.price !== null;
	if (isPriced && before.price !== after.price) kinds.push('price');
	if (before.in_stock !== after.in_stock) kinds.push('stock');
	return { ...move, kinds };
}

/** A row keeps the stock that it had first. */
function joinRows(older: readonly RowStock[], newer: readonly RowStock[]): RowStock[] {
	const rows = new Map(older.map((row) => [row.variation_id, row]));
	for (const row of newer) {
		rows.set(row.variation_id, {
			...row,
			before: rows.get(row.variation_id)?.before ?? row.before,
		});
	}
	return [...rows.values()].filter(({ before, after }) => before !== after);
}
