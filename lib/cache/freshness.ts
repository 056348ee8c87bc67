import { isResting } from '../listing/gone';
import type { CacheDocument, DataGroup } from './document';
import { ageOfStamp, freshnessOfStamp, type Freshness } from '../listing/stamp';

/** How long each kind of data counts as fresh, in milliseconds; 0 means never. */
export interface TimeToLive {
	priceMs: number;
	stockMs: number;
	basicInfoMs: number;
}

/** The item's `freshness` part. */
export interface DocumentFreshness extends Record<DataGroup, Freshness> {
	/** Age of the oldest of the requested groups; null if one of them has no usable stamp. */
	oldest_age_seconds: number | null;
}

/** The stamps of a document's data that really exists: a stamp without data counts as missing. */
export interface DocumentAges extends Record<DataGroup, string | undefined> {
	/** Stamps of data from the older tools: it has an age, but is never fresh. */
	imported: CacheDocument['imported'];
}

/** The groups of the price and stock sync; the weekly workflow asks for `basic_info`. */
export const defaultGroups: readonly DataGroup[] = ['price', 'stock'];

export function collectAges(document: CacheDocument | undefined): DocumentAges {
	if (!document) return noAges;
	return {
		imported: document.imported,
		price: document.price === undefined ? undefined : document.price_updated_at,
		stock: typeof document.in_stock === 'boolean' ? document.stock_updated_at : undefined,
		basic_info: hasBasicInfo(document) ? document.basic_info_updated_at : undefined,
	};
}

/**
 * Judges the freshness of each kind of data.
 * @param groups the kinds that count for `oldest_age_seconds`
 * @param now milliseconds since 1970
 */
export function judgeFreshness(
	ages: DocumentAges,
	ttl: TimeToLive,
	now: number,
	groups: readonly DataGroup[] = defaultGroups,
): DocumentFreshness {
	return {
		price: freshnessOfGroup(ages, 'price', ttl.priceMs, now),
		stock: freshnessOfGroup(ages, 'stock', ttl.stockMs, now),
		basic_info: freshnessOfGroup(ages, 'basic_info', ttl.basicInfoMs, now),
		oldest_age_seconds: oldestAgeSeconds(ages, now, groups),
	};
}

/** Returns true if every requested kind is fresh. */
export const isFresh = (
	freshness: DocumentFreshness,
	groups: readonly DataGroup[] = defaultGroups,
): boolean => groups.every((group) => freshness[group] === 'fresh');

/**
 * Returns true if Amazon need not be asked: price and stock are fresh, or the product has been gone for a
 * day and was asked about recently.
 * @param now milliseconds since 1970
 */
export const isServedFromCache = (
	cached: CacheDocument | undefined,
	freshness: DocumentFreshness | undefined,
	now: number,
): boolean =>
	cached !== undefined &&
	((freshness !== undefined && isFresh(freshness)) || isResting(cached.gone, now));

const noAges: DocumentAges = {
	price: undefined,
	stock: undefined,
	basic_info: undefined,
	imported: undefined,
};

function freshnessOfGroup(ages: DocumentAges, group: DataGroup, ttlMs: number, now: number) {
	const freshness = freshnessOfStamp(ages[group], ttlMs, now);
	const isImported = ages.imported?.[group] !== undefined && ages.imported[group] === ages[group];
	return freshness === 'fresh' && isImported ? 'stale' : freshness;
}

function oldestAgeSeconds(ages: DocumentAges, now: number, groups: readonly DataGroup[]) {
	let oldest = 0;
	for (const group of groups) {
		const age = ageOfStamp(ages[group], now);
		if (age === null) return null;
		oldest = Math.max(oldest, age);
	}
	return Math.floor(oldest / 1000);
}

const hasBasicInfo = (document: CacheDocument): boolean =>
	typeof document.title_ja === 'string' || Array.isArray(document.images);
