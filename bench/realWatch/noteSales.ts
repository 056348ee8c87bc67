import type { Order, OrderLine } from '../../lib/orders/order';
import { toTimestamp } from '../../lib/n8n/clock';
import type { Stored } from '../../test/support/stored';

/** Sales are whole units: so many times the market's weights are what the watch weighs by. */
export const UNITS_A_WEIGHT = 10;

/**
 * Notes so many sales of each item that the watch weighs it as the market does: its weight grows with the units sold.
 * @param weights by item number: the cost of a wrong minute
 */
export async function noteSales(
	{ sales }: Stored,
	shop: string,
	weights: ReadonlyMap<number, number>,
): Promise<void> {
	const lines = [...weights].flatMap(([itemId, weight]) => makeLine(itemId, weight) ?? []);
	const head = { key: 'all', ordered_at: toTimestamp(Date.now()), status: 'ordered' as const };
	const order: Order = { ...head, lines };
	await sales.note(shop, { heads: [head], orders: [order], remembered: new Set() });
}

function makeLine(item_id: number, weight: number): OrderLine | null {
	const amount = Math.round(weight * UNITS_A_WEIGHT) - 1;
	if (amount <= 0) return null;
	return {
		...{ order_item_id: item_id, item_id, variation_id: null, title: '', variation: '' },
		...{ price: 1300, amount, status: 'ordered' },
	};
}
