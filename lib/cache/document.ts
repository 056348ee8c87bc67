import type { Gone } from '../listing/gone';
import type { Reported, ShopMemory } from '../listing/memory';
import type { OfferStatus, Witness } from '../listing/offer';

/**
 * What the cache keeps of one ASIN. Field names of the older Python tools are kept, so that they can
 * read it too. All times are ISO 8601 with offset; all prices whole yen.
 *
 * Every field but `asin` may be absent: absent means "never fetched", null means "fetched, and Amazon
 * gave none". Fields that are not named here survive every write. Documents that come out of the
 * cache are frozen, for they are shared with its index.
 */
export interface CacheDocument extends PriceFields, StockFields, BasicInfoFields {
	asin: string;
	price_updated_at?: string;
	stock_updated_at?: string;
	basic_info_updated_at?: string;
	screen?: ScreenMemory;
	/** The last price that a second source supported. */
	supported?: { price: number; at: string };
	/** Since when a second source has contradicted the answers, ISO 8601; null once that is settled. */
	contradicted_since?: string | null;
	/** Since when Amazon has called the product unknown; null once it knew it again. */
	gone?: Gone | null;
	/** What the product was when its price was last trusted. */
	identity?: Identity;
	/** By shop account: what the owner was last told. */
	reported?: Record<string, Reported>;
	/** By `<account>/<item_id>`: what the sync did to a listing. */
	shop?: Record<string, ShopMemory>;
	/** By shop account: an item that is being registered, until it is complete. */
	creating?: Record<string, Creating | null>;
	last_error?: string;
	last_error_at?: string;
	/** First failed try since the last confirmed price; null once one succeeded. */
	failing_since?: string | null;
	/** Stamps of data that came from the older tools: it is never fresh. */
	imported?: Partial<Record<DataGroup, string>>;
	/** When the document was last written, for whatever reason. Says nothing about freshness. */
	cached_at?: string;
}

export interface PriceFields {
	/** ListingPrice + Shipping of the chosen offer; null where nothing is on offer. */
	price?: number | null;
	currency?: string | null;
	points?: number | null;
	shipping?: number | null;
	is_fba?: boolean | null;
	is_prime?: boolean | null;
}

export interface StockFields {
	/** Null: not known. */
	in_stock?: boolean | null;
	offer_status?: OfferStatus;
	/** What a second source said of this answer. */
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
	/** What screening saw when the price was last confirmed; absent before the first time. */
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
	at: string;
}

/** The kinds of data that have an age of their own. */
export const dataGroups = ['price', 'stock', 'basic_info'] as const;

export type DataGroup = (typeof dataGroups)[number];

/** What one write changes: each part touches its own fields and stamp, parts left out stay. */
export interface DocumentPatch {
	price?: PriceFields & { price: number | null; at: string };
	stock?: StockFields & { in_stock: boolean | null; at: string };
	basic_info?: BasicInfoFields & { at: string };
	screen?: {
		fingerprint: string | null;
		screened_at: string;
		/**
		 * True where the price was confirmed together with it. Otherwise a fingerprint is kept only
		 * where none was held, or a move would be forgotten before anybody looked at it.
		 */
		confirmed: boolean;
	};
	reported?: Record<string, Reported>;
	shop?: Record<string, Partial<ShopMemory>>;
	creating?: Record<string, Creating | null>;
	/** With `only_if_missing`, an identity that is held already stays. */
	identity?: Identity & { only_if_missing?: boolean };
	supported?: { price: number; at: string };
	contradicted_since?: string | null;
	/** Amazon called the product unknown at that time; null = it gave another answer. */
	gone?: { at: string } | null;
	error?: { message: string; at: string };
	/** The data comes from the older tools' files: kept with its age, but never fresh. */
	is_import?: boolean;
}

export type PatchGroup = keyof DocumentPatch;
