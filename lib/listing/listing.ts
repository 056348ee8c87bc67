/** An option of an item (a colour, a size) with its own stock: one of its rows at BASE. */
export interface ListingVariation {
	variation_id: number;
	/** The words that the buyer chooses by, e.g. `ブラック`; empty if BASE gave none. */
	title: string;
	stock: number;
	/** The seller's code of this row; empty if the owner gave none. */
	identifier: string;
}

/** The one row that an item between the nodes is about, if the rows of a listing differ in their ASIN. */
export interface ListingRow extends Pick<ListingVariation, 'variation_id' | 'title' | 'stock'> {
	/** The other rows, because the item is on sale or hidden for all of them at once. */
	siblings: Array<{ variation_id: number; asin: string }>;
}

/** One item that the shop sells, as BASE shows it at `read_at`. */
export interface Listing {
	/** The shop account's name, the same for every item of one BASE credential. */
	account: string;
	item_id: number;
	title: string;
	/** Selling price in yen, tax included. */
	price: number;
	visible: boolean;
	stock: number;
	/** BASE's own field for the seller's code; empty if the owner gave none. */
	identifier: string;
	/** Number of option rows (colour, size); their stock is in the rows, not in `stock`. */
	variation_count: number;
	/** The rows themselves; empty if there are none, or if one of them can't be read. */
	variations: ListingVariation[];
	/** The part of the rows that can't be read, e.g. `variation_stock が null です`; absent if all is well. */
	unreadable_variation?: string;
	/** Set if the decision is about one row alone; absent = about the item as a whole. */
	variation?: ListingRow;
	/** ISO 8601 with offset; null if BASE gave no time. */
	modified: string | null;
	/** ISO 8601 with offset: when this was read from the shop. */
	read_at: string;
}

/** `<account>/<item_id>`: the cache's key for what was done to a listing as a whole. */
export const listingKey = (listing: Pick<Listing, 'account' | 'item_id'>): string =>
	`${listing.account}/${listing.item_id}`;

/** The same, with `/<variation_id>` after it for a listing that is about one of its rows. */
export const rowKey = (listing: ListingIdentity): string =>
	listing.variation
		? `${listingKey(listing)}/${listing.variation.variation_id}`
		: listingKey(listing);

/** The listing's title for people, followed by the row's if the listing is about one row. */
export const composeTitle = ({ title, variation }: Pick<Listing, 'title' | 'variation'>): string =>
	variation ? `${title} (${variation.title})` : title;

/** The parts of the keys. */
export type ListingIdentity = Pick<Listing, 'account' | 'item_id'> & {
	variation?: Pick<ListingRow, 'variation_id'>;
};

/** Tells of the name of an item, or of a row of it, whether the shop still has it. */
export interface ListedNames {
	has(name: string): boolean;
}

/** Names an item, or one row of it: its number, with `/` and the row's number for a row. */
export const nameOfItem = (item_id: number, row?: { variation_id: number }): string =>
	`${item_id}${row ? `/${row.variation_id}` : ''}`;
