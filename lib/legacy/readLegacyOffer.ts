import { ownValue } from '../listing/memory';
import type { OfferStatus } from '../listing/offer';
import type { PriceFields } from '../cache/document';
import type { LegacyFields, LegacyReading, LegacyRecord } from './legacyRecord';
import { parseLegacyTime, type LegacyTime } from './legacyTime';

/** The kind of answer that the price and stock fields came from. */
export type LegacyAnswer = 'priced' | 'no_offer' | 'no_offer_untrusted' | 'api_error' | 'none';

export interface LegacyOffer {
	answer: LegacyAnswer;
	price?: LegacyRecord['price'];
	stock?: LegacyRecord['stock'];
	problem?: string;
}

/** Until that day the older tool stored every failed request as "out of stock". */
const TRUSTED_FROM_DAY = '2025-11-22';

const statuses: Record<string, OfferStatus> = {
	success: 'in_stock',
	out_of_stock: 'out_of_stock',
	filtered_out: 'filtered_out',
};

/**
 * Reads price and stock of an older file. A file can hold two pairs: `price` and `in_stock` from the
 * price sync, which take precedence, and `amazon_price_jpy` and `amazon_in_stock` from the product's
 * registration.
 */
export function readLegacyOffer(fields: LegacyFields, reading: LegacyReading): LegacyOffer {
	if (fields.status === 'api_error') return { answer: 'api_error' };
	if ('price' in fields || 'in_stock' in fields) return readSyncPair(fields, reading);
	if ('amazon_price_jpy' in fields) return readRegistrationPair(fields, reading);
	return readDesignPrice(fields, reading);
}

function readSyncPair(fields: LegacyFields, reading: LegacyReading): LegacyOffer {
	const { price, in_stock } = fields;
	const problem = priceProblem('price', price);
	if (problem) return { answer: 'none', problem };
	if (in_stock != null && typeof in_stock !== 'boolean') {
		return { answer: 'none', problem: `in_stock が真偽値ではない (${quote(in_stock)})` };
	}
	if (typeof price === 'number') {
		const stock =
			typeof in_stock === 'boolean' ? { stock: stockPart(fields, in_stock, reading) } : {};
		return { answer: 'priced', price: pricePart(fields, price, reading), ...stock };
	}
	if (in_stock === false) return readNoOffer(fields, reading);
	const what = in_stock === true ? '在庫ありなのに価格がない' : '在庫の有無が分からない';
	return { answer: 'none', problem: what };
}

/** "No price, not in stock": nobody sells it, or no offer passed the filter, or (long ago) an error. */
function readNoOffer(fields: LegacyFields, reading: LegacyReading): LegacyOffer {
	const stock = stockPart(fields, false, reading);
	const trusted = parseLegacyTime(TRUSTED_FROM_DAY, reading.zone, Infinity)!;
	if (stock.time.ms < trusted.ms || stock.time.isWeak) return { answer: 'no_offer_untrusted' };
	return { answer: 'no_offer', price: pricePart(fields, null, reading), stock };
}

/** `amazon_in_stock: false` could also mean that the price request failed: it proves nothing. */
function readRegistrationPair(fields: LegacyFields, reading: LegacyReading): LegacyOffer {
	const price = fields.amazon_price_jpy;
	if (price === null) return { answer: 'none' };
	const problem = priceProblem('amazon_price_jpy', price);
	if (problem) return { answer: 'none', problem };
	const stock = fields.amazon_in_stock === true ? { stock: stockPart(fields, true, reading) } : {};
	return { answer: 'priced', price: pricePart(fields, price as number, reading), ...stock };
}

/** A form that a design paper named, in case somebody wrote it. */
function readDesignPrice(fields: LegacyFields, reading: LegacyReading): LegacyOffer {
	const price = fields.price_jpy;
	if (price == null) return { answer: 'none' };
	const problem = priceProblem('price_jpy', price);
	if (problem) return { answer: 'none', problem };
	const dated = { ...fields, price_updated_at: fields.last_fetched_at };
	return { answer: 'priced', price: pricePart(dated, price as number, reading) };
}

function pricePart(
	fields: LegacyFields,
	price: number | null,
	reading: LegacyReading,
): NonNullable<LegacyRecord['price']> {
	const kept: PriceFields & { price: number | null } = { price };
	if (typeof fields.currency === 'string') kept.currency = fields.currency;
	if (typeof fields.is_prime === 'boolean') kept.is_prime = fields.is_prime;
	if (typeof fields.is_fba === 'boolean') kept.is_fba = fields.is_fba;
	return { fields: kept, time: readTime(fields, 'price_updated_at', reading) };
}

function stockPart(
	fields: LegacyFields,
	in_stock: boolean,
	reading: LegacyReading,
): NonNullable<LegacyRecord['stock']> {
	const known = typeof fields.status === 'string' ? ownValue(statuses, fields.status) : undefined;
	const fits = known !== undefined && (known === 'in_stock') === in_stock;
	const offer_status = fits ? known : in_stock ? 'in_stock' : 'out_of_stock';
	return { in_stock, offer_status, time: readTime(fields, 'stock_updated_at', reading) };
}

/** Returns the time of this kind of data, else the file's inner time, else the file's own. */
export function readTime(fields: LegacyFields, name: string, reading: LegacyReading): LegacyTime {
	const { zone, now, modifiedMs } = reading;
	return (
		parseLegacyTime(fields[name], zone, now) ??
		parseLegacyTime(fields.cached_at, zone, now) ?? { ms: Math.min(modifiedMs, now), isWeak: true }
	);
}

function priceProblem(name: string, price: unknown): string | null {
	if (price == null) return null;
	if (typeof price !== 'number') return `${name} が数値ではない (${quote(price)})`;
	if (price > 0 && Number.isSafeInteger(price)) return null;
	return `${name} が価格ではない (${price})`;
}

const quote = (value: unknown): string => JSON.stringify(value)?.slice(0, 40) ?? String(value);
