import { isDeepStrictEqual } from 'node:util';
import { toStamp } from '../../listing/stamp';
import type { LineFigures } from '../../orders/lineFigures';
import { phaseOf } from '../../orders/order';
import {
	addSums,
	cancelOrder,
	countOrder,
	giveCost,
	noProfit,
	profitFields,
	subtractSum,
	sumOfLine,
	type CountedOrder,
	type ProfitSum,
} from '../../orders/profit';
import { dayOf } from '../../orders/sales';
import { changeRecord } from '../../stores/changeRecord';
import type { Store } from '../../stores/store';
import type { SalesNotes } from './sales';
import { nameAccount } from '../nameAccount';

/** The sums of an item on a day, in the order of `profitFields`. */
type StoredSum = number[];

interface ProfitsRecord {
	/** When the counting began, ISO 8601 with offset. */
	since: string;
	/** By day (see dayOf), by item. */
	days: Record<string, Record<string, StoredSum>>;
	/** By key: the counted orders that a later run may read again. */
	orders: Record<string, CountedOrder>;
}

/** The sums of an item on a day. */
export interface DayOfItem {
	/** See dayOf. */
	day: number;
	itemId: number;
	sum: ProfitSum;
}

export interface ShopProfits {
	/** When the counting began, milliseconds since 1970: orders before it are not known, or only in part. */
	since: number;
	/** In no promised order. */
	cells: DayOfItem[];
}

export interface SummedProfits extends Pick<ShopProfits, 'since'> {
	total: ProfitSum;
	/** See dayOf. */
	byDay: ReadonlyMap<number, ProfitSum>;
	byItem: ReadonlyMap<number, ProfitSum>;
}

/** A line that Amazon was asked about, with the figures that its message says. */
export interface PricedLine {
	key: string;
	/** Number of the line. */
	line: number;
	figures: LineFigures;
}

const KEPT_DAYS = 90;

/**
 * Knows by shop account what the orders of the last 90 days left, by day and item: one compact record a shop, without
 * anything about who bought. A line is counted once, however often its order is read, with the cost that was known first.
 */
export class Profits {
	constructor(
		private readonly store: Store,
		/** Milliseconds since 1970. */
		private readonly now: () => number,
	) {}

	/** Returns null if no order of the shop was counted since this record exists. */
	async read(account: string): Promise<ShopProfits | null> {
		const name = nameAccount(account);
		const stored = (await this.store.read('profits', [name])).get(name);
		if (!stored) return null;
		const { since, days } = stored as unknown as ProfitsRecord;
		const cells = Object.entries(days).flatMap(([day, items]) =>
			Object.entries(items).map(([id, sum]): DayOfItem => ({
				...{ day: Number(day), itemId: Number(id), sum: restore(sum) },
			})),
		);
		return { since: Date.parse(since), cells };
	}

	/**
	 * Adds up what the orders left since a day, without an object for each of the thousands of sums.
	 * @param first see dayOf
	 * @returns null if no order of the shop was counted since this record exists
	 */
	async sum(account: string, first: number): Promise<SummedProfits | null> {
		const name = nameAccount(account);
		const stored = (await this.store.read('profits', [name])).get(name);
		if (!stored) return null;
		const { since, days } = stored as unknown as ProfitsRecord;
		const total = makeSum();
		const byDay = new Map<number, number[]>();
		const byItem = new Map<number, number[]>();
		for (const [day, items] of Object.entries(days)) {
			if (Number(day) < first) continue;
			const ofDay = findSum(byDay, Number(day));
			for (const id in items) {
				addStored(ofDay, items[id]!);
				addStored(findSum(byItem, Number(id)), items[id]!);
			}
			addStored(total, ofDay);
		}
		const restoreAll = (sums: ReadonlyMap<number, StoredSum>) =>
			new Map(Array.from(sums, ([key, sum]) => [key, restore(sum)] as const));
		return {
			...{ since: Date.parse(since), total: restore(total) },
			...{ byDay: restoreAll(byDay), byItem: restoreAll(byItem) },
		};
	}

	/** Counts the orders of a run, before Amazon was asked about them. The first one only notes that counting began. */
	async note(account: string, { heads, orders, remembered }: SalesNotes): Promise<void> {
		await this.change(account, (book) => {
			for (const head of heads) if (phaseOf(head) === 'cancelled') book.cancel(head.key);
			for (const order of orders) {
				book.replace(order.key, (before) => countOrder(order, before));
			}
			book.forget(remembered);
		});
	}

	/** Gives counted lines their costs. A line that nobody counted, or whose cost is known, stays as it is. */
	async price(account: string, lines: readonly PricedLine[]): Promise<void> {
		if (lines.length === 0) return;
		await this.change(account, (book) => {
			for (const { key, line, figures } of lines) {
				book.replace(key, (before) => before && giveCost(before, String(line), figures));
			}
		});
	}

	private async change(account: string, change: (book: Book) => void): Promise<void> {
		await changeRecord<ProfitsRecord>(this.store, 'profits', nameAccount(account), (current) => {
			const book = new Book(current);
			change(book);
			const after = book.close(current?.since ?? toStamp(this.now()), dayOf(this.now()));
			return isDeepStrictEqual(after, current) ? undefined : after;
		});
	}
}

/** The sums of a shop while a run counts. */
class Book {
	private readonly days: Map<string, Map<string, StoredSum>>;
	private readonly orders: Map<string, CountedOrder>;

	constructor(record: ProfitsRecord | undefined) {
		this.orders = new Map(Object.entries(record?.orders ?? {}));
		this.days = new Map(
			Object.entries(record?.days ?? {}).map(([day, items]) => [
				day,
				new Map(Object.entries(items)),
			]),
		);
	}

	cancel(key: string): void {
		this.replace(key, (before) => before && cancelOrder(before));
	}

	/** @param change returns the order as it counts now; undefined = not at all */
	replace(
		key: string,
		change: (before: CountedOrder | undefined) => CountedOrder | undefined,
	): void {
		const before = this.orders.get(key);
		const after = change(before);
		if (isDeepStrictEqual(before, after)) return;
		if (before) this.add(before, (sum, line) => subtractSum(sum, line));
		if (after) this.add(after, (sum, line) => addSums([sum, line]));
		if (after) this.orders.set(key, after);
		else this.orders.delete(key);
	}

	/** Forgets the orders that nobody reads again; what they left stays in the sums. */
	forget(remembered: ReadonlySet<string>): void {
		for (const key of this.orders.keys()) if (!remembered.has(key)) this.orders.delete(key);
	}

	/** @returns the record, without the days that are too old */
	close(since: string, today: number): ProfitsRecord {
		// An order of a time to come must not push out what was sold.
		const latest = Math.min(today, Math.max(0, ...[...this.days.keys()].map(Number)));
		const days = [...this.days]
			.filter(([day, items]) => Number(day) > latest - KEPT_DAYS && items.size > 0)
			.map(([day, items]): [string, Record<string, StoredSum>] => [day, Object.fromEntries(items)]);
		return { since, days: Object.fromEntries(days), orders: Object.fromEntries(this.orders) };
	}

	private add(
		{ at, lines }: CountedOrder,
		join: (sum: ProfitSum, line: ProfitSum) => ProfitSum,
	): void {
		const day = String(dayOf(at));
		const items = this.days.get(day) ?? new Map<string, StoredSum>();
		this.days.set(day, items);
		for (const line of Object.values(lines)) {
			const id = String(line.item);
			const sum = join(restore(items.get(id) ?? []), sumOfLine(line));
			const stored = profitFields.map((field) => sum[field]);
			if (stored.every((value) => value === 0)) items.delete(id);
			else items.set(id, stored);
		}
	}
}

const makeSum = (): StoredSum => profitFields.map(() => 0);

/** Returns the sum of a day or an item, which grows as others are added. */
function findSum(sums: Map<number, StoredSum>, key: number): StoredSum {
	const known = sums.get(key);
	if (known) return known;
	const begun = makeSum();
	sums.set(key, begun);
	return begun;
}

function addStored(total: StoredSum, sum: StoredSum): void {
	for (let place = 0; place < total.length; place++) total[place]! += sum[place] ?? 0;
}

/** A copy of one shape: a page adds up thousands of them. */
function restore(stored: StoredSum): ProfitSum {
	const sum = { ...noProfit };
	profitFields.forEach((field, place) => {
		sum[field] = stored[place] ?? 0;
	});
	return sum;
}
