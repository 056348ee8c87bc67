import type { Ledger } from '../../ledger/ledger';
import { addSums, type ProfitSum } from '../../orders/profit';
import { profitOf } from '../../orders/lineFigures';
import { dayOf, startOfDay } from '../../orders/sales';

/** A day in Japan on which orders came in. */
export interface DayProfit {
	/** When it began, milliseconds since 1970. */
	at: number;
	sum: ProfitSum;
}

/** An item that was ordered. */
export interface ItemProfit {
	item_id: number;
	/** Empty if the shop's last list does not have the item. */
	title: string;
	sum: ProfitSum;
}

/** The profit of the orders of the last 90 days, estimated by Amazon's prices when they came in. */
export interface ShopProfit {
	/** When the counting began, milliseconds since 1970: orders before it are not known, or only in part. */
	since: number;
	/** When the first of the 90 days began, milliseconds since 1970. */
	from: number;
	total: ProfitSum;
	/** Only days with orders, the latest first. */
	days: DayProfit[];
	/** The most profitable first. */
	items: ItemProfit[];
}

const SHOWN_DAYS = 90;

/**
 * Finds what a shop's orders leave, by day and by item; null in a shop whose orders nobody reads.
 * @param now milliseconds since 1970
 * @param isNamed with the titles of the items, which takes as long as all the rest
 */
export async function findProfits(
	account: string,
	{ ledger, now }: { ledger: Pick<Ledger, 'items' | 'profits'>; now: number },
	isNamed = true,
): Promise<ShopProfit | null> {
	const first = firstDay(now);
	const found = await ledger.profits.sum(account, first);
	if (found === null) return null;
	const { since, total, byDay, byItem } = found;
	const listed = isNamed ? await ledger.items.read(account) : null;
	const titles = new Map(listed?.listings.map(({ item_id, title }) => [item_id, title]));
	const days = [...byDay]
		.sort(([one], [other]) => other - one)
		.map(([day, sum]): DayProfit => ({ at: startOfDay(day), sum }));
	const items = [...byItem]
		.map(([item_id, sum]): ItemProfit => ({ item_id, title: titles.get(item_id) ?? '', sum }))
		.sort(
			(one, other) =>
				profitOf(other.sum) - profitOf(one.sum) ||
				other.sum.sales - one.sum.sales ||
				one.item_id - other.item_id,
		);
	return { since, from: startOfDay(first), total, days, items };
}

/**
 * Adds up what the orders of an item in the last 90 days leave; null in a shop whose orders nobody reads.
 * @param now milliseconds since 1970
 */
export async function sumItem(
	ledger: Pick<Ledger, 'profits'>,
	{ account, itemId, now }: { account: string; itemId: number; now: number },
): Promise<ProfitSum | null> {
	const found = await ledger.profits.read(account);
	const first = firstDay(now);
	const cells = found?.cells.filter((cell) => cell.itemId === itemId && cell.day >= first);
	return cells ? addSums(cells.map(({ sum }) => sum)) : null;
}

/** An order of a time to come counts as a late one. */
const firstDay = (now: number): number => dayOf(now) - SHOWN_DAYS + 1;
