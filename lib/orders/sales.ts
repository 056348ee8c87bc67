import { phaseOf, type Order } from './order';

/** The sales of one item, without the orders that made them. */
export interface ItemSales {
	/** Time of the last order, milliseconds since 1970. */
	lastSoldAt: number;
	/** Units by day; see dayOf. */
	days: ReadonlyMap<number, number>;
}

/** Units of one item or row in one order. */
export interface SoldUnits {
	itemId: number;
	/** null if the item has no rows. */
	variationId: number | null;
	units: number;
}

const DAY_MS = 86_400_000;

/** Japan has no summer time. */
const JAPAN_MS = 9 * 3_600_000;

/** Returns the number of a day in Japan, counted from 1970. @param at milliseconds since 1970 */
export const dayOf = (at: number): number => Math.floor((at + JAPAN_MS) / DAY_MS);

/** Returns when a day begins in Japan, milliseconds since 1970. */
export const startOfDay = (day: number): number => day * DAY_MS - JAPAN_MS;

/**
 * Returns the units of an item that were ordered in the last days, today's among them. A sale in the future comes
 * from a wrong clock and counts as a late one.
 * @param now milliseconds since 1970
 */
export function countSold(sales: ItemSales | undefined, lastDays: number, now: number): number {
	const first = dayOf(now) - lastDays + 1;
	return [...(sales?.days ?? [])].reduce(
		(sum, [day, units]) => (day < first ? sum : sum + units),
		0,
	);
}

/**
 * Returns the units that an order sells: one entry for each item and row, without cancelled lines. An order that
 * waits for its payment counts, because it takes the stock of the shop; it is taken back if it is cancelled.
 */
export function findSold(order: Pick<Order, 'status' | 'lines'>): SoldUnits[] {
	if (phaseOf(order) === 'cancelled') return [];
	const found = new Map<string, SoldUnits>();
	for (const line of order.lines) {
		if (phaseOf(line) === 'cancelled' || line.amount <= 0) continue;
		const name = `${line.item_id}/${line.variation_id ?? ''}`;
		const before = found.get(name)?.units ?? 0;
		const { item_id: itemId, variation_id: variationId, amount } = line;
		found.set(name, { itemId, variationId, units: before + amount });
	}
	return [...found.values()];
}
