import type { LineFigures } from './lineFigures';
import { phaseOf, type Order } from './order';

/** One line of an order, for the count of what the orders leave: nothing in it tells of the customer. */
export interface CountedLine {
	item: number;
	/** Pieces. */
	units: number;
	/** Paid by the customer for all pieces, yen. */
	sales: number;
	/** Amazon's price of all pieces, BASE's fees, packing and shipping, and the fixed part of the fees, yen; absent = not known. */
	costs?: readonly [cost: number, fees: number, expenses: number, fixedFee: number];
	/** It was counted, and then cancelled. */
	cancelled?: true;
}

/** An order that was counted. */
export interface CountedOrder {
	/** Milliseconds since 1970. */
	at: number;
	/** By number of the line. */
	lines: Readonly<Record<string, CountedLine>>;
}

/** Sums of lines; money in whole yen. The first six are of lines whose cost is known. */
export interface ProfitSum {
	lines: number;
	units: number;
	sales: number;
	cost: number;
	fees: number;
	expenses: number;
	/** Lines whose cost is not known, and what the customers paid for them. */
	unknownLines: number;
	unknownSales: number;
	/** Lines that were counted before they were cancelled; they are in no other sum. */
	cancelledLines: number;
}

/** In the order in which they are stored. */
export const profitFields = [
	'lines',
	'units',
	'sales',
	'cost',
	'fees',
	'expenses',
	'unknownLines',
	'unknownSales',
	'cancelledLines',
] as const satisfies ReadonlyArray<keyof ProfitSum>;

export const noProfit: Readonly<ProfitSum> = {
	...{ lines: 0, units: 0, sales: 0, cost: 0, fees: 0, expenses: 0 },
	...{ unknownLines: 0, unknownSales: 0, cancelledLines: 0 },
};

/** Returns what a line adds to the sums. */
export function sumOfLine({ units, sales, costs, cancelled }: CountedLine): ProfitSum {
	if (cancelled) return { ...noProfit, cancelledLines: 1 };
	if (!costs) return { ...noProfit, unknownLines: 1, unknownSales: sales };
	const [cost, fees, expenses] = costs;
	return { ...noProfit, lines: 1, units, sales, cost, fees, expenses };
}

/** Adds sums up; of none it is 0 everywhere. */
export function addSums(sums: Iterable<ProfitSum>): ProfitSum {
	const total = { ...noProfit };
	for (const sum of sums) addTo(total, sum);
	return total;
}

/** Adds a sum to a total, in place: a page adds up thousands. */
function addTo(total: ProfitSum, sum: ProfitSum): void {
	for (const field of profitFields) total[field] += sum[field];
}

/** Returns the sum without another one. */
export const subtractSum = (sum: ProfitSum, other: ProfitSum): ProfitSum =>
	profitFields.reduce((rest, field) => ({ ...rest, [field]: sum[field] - other[field] }), noProfit);

/**
 * Counts an order as it was read last. A line keeps the cost that was known first, unless its price or pieces
 * changed; one that was cancelled since is only counted as cancelled.
 * @param before the order as it was counted before; undefined = never
 * @returns undefined if it has nothing to count
 */
export function countOrder(
	order: Pick<Order, 'status' | 'ordered_at' | 'lines'>,
	before: CountedOrder | undefined,
): CountedOrder | undefined {
	const isCancelled = phaseOf(order) === 'cancelled';
	const lines: Record<string, CountedLine> = {};
	for (const line of order.lines) {
		const known = before?.lines[line.order_item_id];
		if (isCancelled || phaseOf(line) === 'cancelled') {
			if (known) lines[line.order_item_id] = { ...known, cancelled: true };
			continue;
		}
		// A line that can't be read was sold nevertheless, and nobody knows its cost.
		if (line.amount <= 0 && line.unreadable === undefined) continue;
		const now = { item: line.item_id, units: line.amount, sales: line.price * line.amount };
		const isSame = known?.units === now.units && known.sales === now.sales;
		lines[line.order_item_id] = isSame && known.costs ? { ...now, costs: known.costs } : now;
	}
	if (Object.keys(lines).length === 0) return undefined;
	return passOnFee({ at: Date.parse(order.ordered_at), lines });
}

/** Counts every line of an order as cancelled. */
export const cancelOrder = ({ at, lines }: CountedOrder): CountedOrder => ({
	at,
	lines: Object.fromEntries(
		Object.entries(lines).map(([id, line]) => [id, { ...line, cancelled: true as const }]),
	),
});

/** BASE takes the fixed fee once for an order: if its line is cancelled, another one bears it. */
function passOnFee({ at, lines }: CountedOrder): CountedOrder {
	const all = Object.values(lines);
	const fixedFee = Math.max(0, ...all.map(({ costs }) => costs?.[3] ?? 0));
	const heir = Object.entries(lines).find(([, { costs, cancelled }]) => costs && !cancelled);
	if (fixedFee === 0 || !heir || isFeeBorne(all)) return { at, lines };
	const [id, line] = heir;
	const [cost, fees, expenses] = line.costs!;
	return {
		at,
		lines: { ...lines, [id]: { ...line, costs: [cost, fees + fixedFee, expenses, fixedFee] } },
	};
}

/** True if a line that still counts bears the fixed fee. */
const isFeeBorne = (lines: readonly CountedLine[]): boolean =>
	lines.some(({ costs, cancelled }) => !cancelled && (costs?.[3] ?? 0) > 0);

/**
 * Gives a line of a counted order its cost, if none is known yet; the first one stays.
 * @returns the same order if there is nothing to change
 */
export function giveCost(order: CountedOrder, lineId: string, figures: LineFigures): CountedOrder {
	const line = order.lines[lineId];
	if (!line || line.costs || line.cancelled || line.sales !== figures.sales) return order;
	const { cost, fees, expenses, fixed_fee } = figures;
	// Another line may bear the fixed fee already, if it was sent or cancelled before this one was known.
	const costs = isFeeBorne(Object.values(order.lines))
		? ([cost, fees - fixed_fee, expenses, 0] as const)
		: ([cost, fees, expenses, fixed_fee] as const);
	return { ...order, lines: { ...order.lines, [lineId]: { ...line, costs } } };
}
