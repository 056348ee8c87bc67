import { composeTitle } from '../../listing/listing';
import type { Product } from '../../shop/tables/product';
import { tellHolds } from '../describeHold';

/** One line of the table `products`. */
export interface ProductRow {
	asin: string;
	title: string;
	/** Yen; null without an offer. */
	amazon_price_jpy: number | null;
	/** The offer's status, e.g. `in_stock`. */
	amazon_in_stock: string;
	/** ISO 8601 with offset; null if Amazon never confirmed it. */
	price_updated_at: string | null;
	/** Yen, tax included. */
	base_price: number;
	base_visible: boolean;
	account: string;
	item_id: number;
	why: string;
}

export const makeProductRow = ({
	asin,
	listing,
	offer,
	priceUpdatedAt,
	decision,
}: Product): ProductRow => ({
	asin,
	title: composeTitle(listing),
	amazon_price_jpy: offer.price,
	amazon_in_stock: offer.status,
	price_updated_at: priceUpdatedAt,
	base_price: listing.price,
	base_visible: listing.visible,
	account: listing.account,
	item_id: listing.item_id,
	why: tellHolds(decision).why.join(' / '),
});
