/** An option of an item (a colour, a size) with a stock of its own: one of its rows at BASE. */
export interface ListingVariation {
	variation_id: number;
	/** What the buyer chooses by, e.g. `ブラック`; empty where BASE gave none. */
	title: string;
	stock: number;
	/** The seller's code of this row; empty where the owner gave none. */
	identifier: string;
}

/** The one row that an item between the nodes is about, where the rows of a listing differ in their ASIN. */
export interface ListingRow extends Pick<ListingVariation, 'variation_id' | 'title' | 'stock'> {
	/** The other rows: the item is on sale or hidden for all of them at once. */
	siblings: Array<{ variation_id: number; asin: string }>;
}

/** One thing the shop sells, as BASE shows it at `read_at`. */
export interface Listing {
	/** The shop account's name, the same for every item of one BASE credential. */
	account: string;
	item_id: number;
	title: string;
	/** Selling price in yen, tax included. */
	price: number;
	visible: boolean;
	stock: number;
	/** BASE's own field for the seller's code; empty where the owner gave none. */
	identifier: string;
	/** Option rows (colour, size); their stock lives in the rows, not in `stock`. */
	variation_count: number;
	/** The rows themselves; empty where there are none, or where one of them can't be read. */
	variations: ListingVariation[];
	/** What can't be read of the rows, e.g. `variation_stock が null です`; absent where all is well. */
	unreadable_variation?: string;
	/** Set where the decision is about one row alone; absent = about the item as a whole. */
	variation?: ListingRow;
	/** ISO 8601 with offset; null where BASE gave no time. */
	modified: string | null;
	/** ISO 8601 with offset: when this was read from the shop. */
	read_at: string;
}

/** `<account>/<item_id>`: under which the cache remembers what was done to a listing as a whole. */
export const listingKey = (listing: Pick<Listing, 'account' | 'item_id'>): string =>
	`${listing.account}/${listing.item_id}`;

/** The same, with `/<variation_id>` after it for a listing that is about one of its rows. */
export const rowKey = (listing: ListingIdentity): string =>
	listing.variation
		? `${listingKey(listing)}/${listing.variation.variation_id}`
		: listingKey(listing);

/** The listing's title, with the row's after it where the listing is about one: for people. */
export const composeTitle = ({ title, variation }: Pick<Listing, 'title' | 'variation'>): string =>
	variation ? `${title} (${variation.title})` : title;

/** What the keys are made of. */
export type ListingIdentity = Pick<Listing, 'account' | 'item_id'> & {
	variation?: Pick<ListingRow, 'variation_id'>;
};
