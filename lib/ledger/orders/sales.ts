import { isDeepStrictEqual } from 'node:util';
import { toStamp } from '../../listing/stamp';
import type { Order, OrderHead } from '../../orders/order';
import { phaseOf } from '../../orders/order';
import { dayOf, findSold, startOfDay, type ItemSales, type SoldUnits } from '../../orders/sales';
import { changeRecord } from '../../stores/changeRecord';
import type { Store } from '../../stores/store';
import { nameAccount } from '../nameAccount';

/** The time of the last sale, ms since 1970, and then each day with its units. */
type StoredSales = [lastSoldAt: number, ...daysAndUnits: number[]];

/** The time of an order, ms since 1970, and then each item, its row (0 = none), and its units. */
type StoredOrder = [orderedAt: number, ...itemsRowsUnits: number[]];

interface SalesRecord {
	/** When the counting began, ISO 8601 with offset. */
	since: string;
	/** By item. */
	items: Record<string, StoredSales>;
	/** By key: the counted orders that a later run may read again. */
	orders: Record<string, StoredOrder>;
}

/** An order that was counted lately. */
export interface CountedOrder {
	key: string;
	/** Milliseconds since 1970. */
	orderedAt: number;
	sold: SoldUnits[];
}

export interface ShopSales {
	/** When the counting began, milliseconds since 1970: sales before it are not known. */
	since: number;
	/** By item; absent = none was sold since. */
	items: ReadonlyMap<number, ItemSales>;
	/** The latest orders, for a few days after they were settled. */
	orders: CountedOrder[];
}

/** The orders of a run. */
export interface SalesNotes {
	/** Orders as the shop's list shows them: a cancelled one is taken back without its content. */
	heads: readonly OrderHead[];
	/** Orders whose content was read. */
	orders: readonly Order[];
	/** Keys of all orders that a later run may read again. */
	remembered: ReadonlySet<string>;
}

const KEPT_DAYS = 90;

/** An item that was sold so long ago is forgotten. */
const FORGOTTEN_DAYS = 730;

/**
 * Knows by shop account what was sold when, without anything about who bought it: one compact record a shop. An
 * order that is read again is counted once, and as it was read last.
 */
export class Sales {
	constructor(
		private readonly store: Store,
		/** Milliseconds since 1970. */
		private readonly now: () => number,
	) {}

	/** Returns null if no order of the shop was ever asked for. */
	async read(account: string): Promise<ShopSales | null> {
		const name = nameAccount(account);
		const record = (await this.store.read('sales', [name])).get(name) as SalesRecord | undefined;
		if (!record) return null;
		const items = Object.entries(record.items).map(([id, stored]): [number, ItemSales] => [
			Number(id),
			{ lastSoldAt: stored[0], days: new Map(pairs(stored)) },
		]);
		const orders = Object.entries(record.orders).map(([key, stored]) => ({
			...{ key, orderedAt: stored[0], sold: restore(stored) },
		}));
		return { since: Date.parse(record.since), items: new Map(items), orders };
	}

	/** Counts the orders of a run. The first one only notes that counting began. */
	async note(account: string, { heads, orders, remembered }: SalesNotes): Promise<void> {
		await changeRecord<SalesRecord>(this.store, 'sales', nameAccount(account), (current) => {
			const book = new Book(current);
			for (const head of heads) if (phaseOf(head) === 'cancelled') book.takeBack(head.key);
			for (const order of orders) book.count(order);
			const after = book.close(remembered, current?.since ?? toStamp(this.now()), this.now());
			return isDeepStrictEqual(after, current) ? undefined : after;
		});
	}
}

/** The sales of a shop while a run counts. */
class Book {
	private readonly items: Map<string, { last: number; days: Map<number, number> }>;
	private readonly orders: Map<string, StoredOrder>;

	constructor(record: SalesRecord | undefined) {
		this.orders = new Map(Object.entries(record?.orders ?? {}));
		this.items = new Map(
			Object.entries(record?.items ?? {}).map(([id, stored]) => [
				id,
				{ last: stored[0], days: new Map(pairs(stored)) },
			]),
		);
	}

	count(order: Order): void {
		const orderedAt = Date.parse(order.ordered_at);
		const sold = findSold(order);
		const entry: StoredOrder = [
			orderedAt,
			...sold.flatMap(({ itemId, variationId, units }) => [itemId, variationId ?? 0, units]),
		];
		if (isDeepStrictEqual(this.orders.get(order.key), entry)) return;
		this.takeBack(order.key);
		if (sold.length === 0) return;
		this.orders.set(order.key, entry);
		for (const { itemId, units } of sold) this.add(String(itemId), orderedAt, units);
	}

	takeBack(key: string): void {
		const entry = this.orders.get(key);
		if (!entry) return;
		this.orders.delete(key);
		for (const { itemId, units } of restore(entry)) this.remove(String(itemId), entry[0], units);
	}

	/** @returns the record, without what is too old to matter */
	close(remembered: ReadonlySet<string>, since: string, now: number): SalesRecord {
		const latest = this.findLatestDay(now);
		const items = [...this.items]
			.filter(([, { last }]) => dayOf(last) > latest - FORGOTTEN_DAYS)
			.map(([id, { last, days }]): [string, StoredSales] => {
				const kept = [...days].filter(([day]) => day > latest - KEPT_DAYS);
				return [id, [last, ...kept.sort(([one], [other]) => one - other).flat()]];
			});
		const orders = [...this.orders].filter(([key]) => remembered.has(key));
		return { since, items: Object.fromEntries(items), orders: Object.fromEntries(orders) };
	}

	/** The clock of this machine may be ahead, and an order may be of a time to come: neither makes others old. */
	private findLatestDay(now: number): number {
		const days = [...this.items.values()].flatMap((item) => [...item.days.keys()]);
		return Math.max(0, ...days.filter((day) => day <= dayOf(now)));
	}

	private add(id: string, at: number, units: number): void {
		const { last, days } = this.items.get(id) ?? { last: 0, days: new Map<number, number>() };
		days.set(dayOf(at), (days.get(dayOf(at)) ?? 0) + units);
		this.items.set(id, { last: Math.max(last, at), days });
	}

	private remove(id: string, at: number, units: number): void {
		const item = this.items.get(id);
		if (!item) return;
		const left = (item.days.get(dayOf(at)) ?? 0) - units;
		if (left > 0) item.days.set(dayOf(at), left);
		else item.days.delete(dayOf(at));
		if (item.last === at) item.last = this.findLast(id, item.days);
		if (item.last === 0) this.items.delete(id);
	}

	/** Of an older sale only the day is known. @returns 0 if no sale of the item is left */
	private findLast(id: string, days: ReadonlyMap<number, number>): number {
		const known = [...this.orders.values()].filter((entry) =>
			restore(entry).some(({ itemId }) => String(itemId) === id),
		);
		const starts = [...days.keys()].map(startOfDay);
		return Math.max(0, ...known.map(([at]) => at), ...starts);
	}
}

function pairs([, ...flat]: StoredSales): Array<[number, number]> {
	return Array.from({ length: Math.floor(flat.length / 2) }, (_, place) => [
		flat[2 * place]!,
		flat[2 * place + 1]!,
	]);
}

function restore([, ...flat]: StoredOrder): SoldUnits[] {
	return Array.from({ length: Math.floor(flat.length / 3) }, (_, place) => {
		const [itemId = 0, row = 0, units = 0] = flat.slice(3 * place, 3 * place + 3);
		return { itemId, variationId: row === 0 ? null : row, units };
	});
}
