import { formatCount } from '../../listing/money';
import type { JudgedLine, JudgedOrder } from './judgeOrders';
import { entriesOf, headings, measure, nameOrder, type GroupedEntry } from './orderEntries';

/** Chatwork cuts a message at 65,535 bytes, three for a Japanese sign; the heads and the marks need room, too. */
const LONGEST_ORDER = 15_000;

/** An order as one message tells it. */
export interface FittedOrder {
	/** With the lines that the message tells. */
	order: JudgedOrder;
	entries: GroupedEntry[];
	/** In characters. */
	size: number;
	/** Lines with news that the next message tells. */
	leftLines: number;
}

/**
 * Returns the part of an order that one message holds: all of it, but for an order of hundreds of lines. Its worst lines
 * go first, and those that are left count as not told yet, so that the next run tells them.
 */
export function fitOrder(order: JudgedOrder): FittedOrder {
	const whole = fit(order, entriesOf(order), 0);
	if (whole.size <= LONGEST_ORDER) return whole;
	// There is one thing to say about all lines, and no later run asks about them.
	if (order.phase !== 'open') return fit(order, [nameOrder(order)], 0);
	const news = order.lines.filter((line) => order.isNew || line.hasTurned).sort(byHeading);
	const lines: JudgedLine[] = [];
	let size = 0;
	for (const line of news) {
		size += sizeOf(entriesOf({ ...order, lines: [line] }));
		if (size > LONGEST_ORDER) break;
		lines.push(line);
	}
	const leftLines = news.length - lines.length;
	const part = { ...order, lines, settled: order.settled && leftLines === 0 };
	return fit(part, entriesOf(part), leftLines);
}

/** Says how much of the order a message leaves for the next one; nothing for one that it tells whole. */
export const describeLeft = ({ order, leftLines }: FittedOrder): string[] =>
	leftLines === 0
		? []
		: [
				`注文 ${order.key} は長いため、ここでは ${formatCount(order.lines.length)}点を知らせます。ほか ${formatCount(leftLines)}点は、次のお知らせで知らせます。`,
			];

const fit = (order: JudgedOrder, entries: GroupedEntry[], leftLines: number): FittedOrder => ({
	...{ order, entries, leftLines, size: sizeOf(entries) },
});

const sizeOf = (entries: readonly GroupedEntry[]): number =>
	entries.reduce((sum, { entry }) => sum + measure(entry), 0);

const rank = new Map(headings.map(([group], place) => [group, place]));

const byHeading = (one: JudgedLine, other: JudgedLine): number =>
	rank.get(one.verdict.kind)! - rank.get(other.verdict.kind)!;
