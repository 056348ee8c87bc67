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
	/** ISO 8601 with offset; null where BASE gave no time. */
	modified: string | null;
	/** ISO 8601 with offset: when this was read from the shop. */
	read_at: string;
}

/** `<account>/<item_id>`: under which the cache remembers what was done to a listing. */
export const listingKey = (listing: Pick<Listing, 'account' | 'item_id'>): string =>
	`${listing.account}/${listing.item_id}`;
