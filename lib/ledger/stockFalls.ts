import { nameOfItem } from '../listing/listing';
import type { CountedOrder } from './orders/sales';

/** Stocks that fell to 0: sales come one by one, a holiday by the hundred. */

/** When the list first showed each item without stock, by the item's or the row's name; ISO 8601 with offset. */
export type StockFalls = Record<string, string>;

/** Falls this close together are one wave, ms. */
const WAVE_MS = 3 * 3_600_000;

/** The list shows a sale after one interval of the sync and a part of its run at the latest, ms. */
const SEEN_WITHIN_MS = 4 * 3_600_000;

/** The clocks of BASE and of this machine may differ by this much, ms. */
const CLOCK_ERROR_MS = 5 * 60_000;

/**
 * Updates the falls by a new list. An item that has stock again, or is gone, has fallen no more.
 * @param empty names of the items and rows without stock
 * @param at ISO 8601 with offset
 */
export const noteFalls = (before: StockFalls, empty: readonly string[], at: string): StockFalls =>
	Object.fromEntries(empty.map((name) => [name, Object.hasOwn(before, name) ? before[name]! : at]));

/** Returns the names that fell together with more than `limit` in all. */
export function findMassFalls(falls: StockFalls, limit: number): Set<string> {
	const sorted = Object.entries(falls)
		.map(([name, at]) => ({ name, at: Date.parse(at) }))
		.sort((one, other) => one.at - other.at);
	const found = new Set<string>();
	let first = 0;
	for (const [last, { at }] of sorted.entries()) {
		while (at - sorted[first]!.at > WAVE_MS) first++;
		if (last - first + 1 <= limit) continue;
		for (const { name } of sorted.slice(first, last + 1)) found.add(name);
	}
	return found;
}

/**
 * Returns the falls that an order explains, each with the key of the latest order that took the stock. An order
 * of long before explains nothing: the stock has been filled up since.
 */
export function findSoldFalls(
	falls: StockFalls,
	orders: readonly CountedOrder[],
): Map<string, string> {
	const found = new Map<string, string>();
	for (const { key, orderedAt, sold } of orders.toSorted((a, b) => a.orderedAt - b.orderedAt)) {
		for (const { itemId, variationId } of sold) {
			const row = variationId === null ? undefined : { variation_id: variationId };
			const name = nameOfItem(itemId, row);
			if (!Object.hasOwn(falls, name)) continue;
			const waited = Date.parse(falls[name]!) - orderedAt;
			if (waited >= -CLOCK_ERROR_MS && waited <= SEEN_WITHIN_MS) found.set(name, key);
		}
	}
	return found;
}
