import type { Gone } from '../listing/gone';
import type { Reported, ShopMemory } from '../listing/memory';
import type { OfferStatus, Witness } from '../listing/offer';

/**
 * The cache's record of one ASIN. Field names of the older Python tools are kept, so that they can read
 * it too. All times are ISO 8601 with offset; all prices whole yen.
 *
 * Every field but `asin` may be absent: absent means "never fetched", null means "fetched, and Amazon
 * gave none". Fields that are not named here survive every write. Documents that come out of the cache
 * are frozen, because they are shared with its index.
 */
export interface CacheDocument extends PriceFields, StockFields, BasicInfoFields {
	asin: string;
	price_updated_at?: string;
	stock_updated_at?: string;
	basic_info_updated_at?: string;
	screen?: ScreenMemory;
	/**
	 * The last price that a second source supported, or until there is one the first price that both offers
	 * operations named.
	 */
	supported?: SupportedPrice;
	/** When a second source began to contradict the answers, ISO 8601; null once that is settled. */
	contradicted_since?: string | null;
	/** When Amazon began to call the product unknown; null once it knew it again. */
	gone?: Gone | null;
	/** The product's identity when its price was last trusted. */
	identity?: Identity;
	/** By shop account: the values last reported to the owner. */
	reported?: Record<string, Reported>;
	/** By `<account>/<item_id>`: the sync's edits of a listing. */
	shop?: Record<string, ShopMemory>;
	/** By shop account: an item that is being registered, until it is complete. */
	creating?: Record<string, Creating | null>;
	last_error?: string;
	last_error_at?: string;
	/** First failed try since the last confirmed price; null once one succeeded. */
	failing_since?: string | null;
	/** Stamps of data from the older tools, which is never fresh. */
	imported?: Partial<Record<DataGroup, string>>;
	/** When the document was last written, for any reason. It says nothing about freshness. */
	cached_at?: string;
}

export interface SupportedPrice {
	/** Yen. */
	price: number;
	/** ISO 8601 with offset: when the offer was fetched. */
	at: string;
}

export interface PriceFields {
	/** ListingPrice + Shipping of the chosen offer; null if there is no offer. */
	price?: number | null;
	currency?: string | null;
	points?: number | null;
	shipping?: number | null;
	is_fba?: boolean | null;
	is_prime?: boolean | null;
	/** Names the filter that the offer was chosen by; null or absent = not known. */
	chosen_by?: string | null;
}

export interface StockFields {
	/** null if not known. */
	in_stock?: boolean | null;
	offer_status?: OfferStatus;
	/** A second source's view of this answer. */
	witness?: Witness | null;
}

export interface BasicInfoFields {
	title_ja?: string | null;
	description_ja?: string | null;
	brand?: string | null;
	category?: string | null;
	/** Links of the largest size of each picture, the main one first. */
	images?: string[];
	/** Smaller sizes of a picture, largest first, by the link of its largest size. */
	smaller_images?: Record<string, string[]>;
	bullet_points?: string[];
}

export interface ScreenMemory {
	/** The screening's fingerprint when the price was last confirmed; absent before the first time. */
	fingerprint?: string;
	screened_at: string;
}

export interface Identity {
	title: string | null;
	brand: string | null;
	at: string;
}

/** Written down before the item is added, so that a lost answer never makes a second copy. */
export interface Creating {
	/** The new item's code in the shop. */
	identifier: string;
	/** Prices (yen) and stocks that a registration gave it, or tried to; absent in older documents. */
	prices?: number[];
	stocks?: number[];
	at: string;
}

/** The kinds of data that each have their own age. */
export const dataGroups = ['price', 'stock', 'basic_info'] as const;

export type DataGroup = (typeof dataGroups)[number];

/** The changes of one write: each part changes its own fields and stamp; omitted parts stay. */
export interface DocumentPatch {
	price?: PriceFields & { price: number | null; at: string };
	stock?: StockFields & { in_stock: boolean | null; at: string };
	basic_info?: BasicInfoFields & { at: string };
	screen?: {
		fingerprint: string | null;
		screened_at: string;
		/**
		 * true if the price was confirmed together with it. Otherwise a fingerprint is kept only if none was
		 * stored: replacing one would lose a move before anybody looked at it.
		 */
		confirmed: boolean;
	};
	reported?: Record<string, Reported>;
	shop?: Record<string, Partial<ShopMemory>>;
	creating?: Record<string, Creating | null>;
	/** With `only_if_missing`, an identity that is already stored stays. */
	identity?: Identity & { only_if_missing?: boolean };
	/** With `only_if_missing`, a price that is already stored stays. */
	supported?: SupportedPrice & { only_if_missing?: boolean };
	contradicted_since?: string | null;
	/** Amazon called the product unknown at that time; null if it gave another answer. */
	gone?: { at: string } | null;
	error?: { message: string; at: string };
	/** The data comes from the older tools' files: it keeps its age, but is never fresh. */
	is_import?: boolean;
}

export type PatchGroup = keyof DocumentPatch;
