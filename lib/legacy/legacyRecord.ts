import type { OfferStatus } from '../listing/offer';
import type { BasicInfoFields, PriceFields } from '../cache/document';
import type { LegacyTime } from './legacyTime';

/** The content of the older tools' files, by the kinds that their writers made. */
export const legacyKinds = {
	priced: '価格あり',
	no_offer: '出品なし・条件外 (価格なし)',
	no_offer_untrusted: '2025-11-21 以前の「在庫なし」(取得エラーの可能性があるため不明として扱う)',
	catalog: '商品情報のみ',
	catalog_priced: '商品情報と価格',
	api_error: '取得エラー (不明として扱う)',
	test: 'テスト用の商品',
	refused: '読めないファイル',
} as const;

export type LegacyKind = keyof typeof legacyKinds;

export interface LegacyRecord {
	asin: string;
	kind: LegacyKind;
	price?: { fields: PriceFields & { price: number | null }; time: LegacyTime };
	stock?: { in_stock: boolean; offer_status?: OfferStatus; time: LegacyTime };
	basic_info?: { fields: BasicInfoFields; time: LegacyTime };
	/** The unusable parts, for the owner. */
	problems: string[];
}

/** A file that is not used at all. */
export interface LegacyRefusal {
	kind: 'test' | 'refused';
	problems: string[];
}

/** A JSON object as it was found; every field may contain anything. */
export type LegacyFields = Readonly<Record<string, unknown>>;

export interface LegacyReading {
	/** IANA name of the zone for times without offset, e.g. `Asia/Tokyo`. */
	zone: string;
	/** Milliseconds since 1970. */
	now: number;
	/** The file's own time, milliseconds since 1970. */
	modifiedMs: number;
}
