import { z } from 'zod';
import { WireRows } from './wireRows';
import { dispatchStatuses, type Order, type OrderHead, type OrderLine } from '../orders/order';
import { toStamp } from '../listing/stamp';

/**
 * Converts BASE's orders. An answer holds the customer's name, address, telephone, mail and remarks: the
 * schemas name the fields that go on, and everything else is left behind here. No text of an answer is
 * ever quoted in an error. Fields as in BASE API v1, orders and orders/detail (docs.thebase.in).
 */

const digits = z
	.string()
	.regex(/^\d{1,15}$/)
	.transform(Number);

/** BASE gives numbers as numbers, older answers as text. */
const wholeNumber = (least: number, most: number) =>
	z.union([z.number(), digits]).pipe(z.number().int().min(least).max(most));

/** Above any price in yen: a larger number is not from BASE. */
const MOST = 99_999_999;
const MOST_PIECES = 9_999;
/** The end of the year 9999, seconds since 1970. */
const LAST_SECOND = 253_402_300_799;

/** Only the sign set of BASE's keys: it becomes a part of a path and of links. */
const ORDER_KEY = /^[0-9A-Za-z_-]{1,64}$/;

export const isOrderKey = (text: string): boolean => ORDER_KEY.test(text);

const Status = z.union([z.enum(dispatchStatuses), z.literal('unknown')]).catch('unknown');
const Id = wholeNumber(1, Number.MAX_SAFE_INTEGER);

const WireHead = z.object({
	unique_key: z.string().regex(ORDER_KEY),
	/** Seconds since 1970. */
	ordered: wholeNumber(1, LAST_SECOND),
	dispatch_status: Status,
});

const WireLine = z.object({
	order_item_id: Id,
	item_id: Id,
	/** null, 0 or absent for an item without rows. */
	variation_id: wholeNumber(0, Number.MAX_SAFE_INTEGER).nullish(),
	title: z.string().nullish().catch(null),
	variation: z.string().nullish().catch(null),
	price: wholeNumber(0, MOST),
	amount: wholeNumber(1, MOST_PIECES),
	status: Status,
});

const nothing = { order_item_id: null, title: null, variation: null, status: 'unknown' } as const;

/** The fields of an odd line that can be told, each if it can be read. */
const OddLine = z.object({
	order_item_id: Id.nullable().catch(null),
	title: WireLine.shape.title,
	variation: WireLine.shape.variation,
	status: Status,
});

const ListAnswer = z.object({ orders: z.array(z.unknown()) });
const DetailAnswer = z.object({
	order: WireHead.extend({ order_items: WireRows.pipe(z.array(z.unknown()).min(1)) }),
});

/** An order, or the first field of it that can't be read. */
export type OrderReading = { kind: 'order'; order: Order } | { kind: 'unreadable'; field: string };

/**
 * Parses a list of orders; null if it is none. An odd row stays an order of its own, so that the owner hears of it:
 * its content is asked for by what can be read of its key.
 * @param at present time, ISO 8601: an order without a readable time counts as new
 */
export function parseOrderHeads(json: unknown, at: string): OrderHead[] | null {
	const answer = ListAnswer.safeParse(json);
	if (!answer.success) return null;
	return answer.data.orders.map((row) => {
		const head = WireHead.safeParse(row);
		return head.success ? toHead(head.data) : makeOddHead(row, at);
	});
}

const OddHead = z.object({
	unique_key: z.string().catch(''),
	ordered: WireHead.shape.ordered.nullable().catch(null),
});

/** The same odd row always gets the same key, so it is told once. */
function makeOddHead(row: unknown, at: string): OrderHead {
	const { unique_key, ordered } = OddHead.catch({ unique_key: '', ordered: null }).parse(row);
	const readable = unique_key.replaceAll(/[^0-9A-Za-z_-]/g, '_').slice(0, 64);
	return {
		key: readable || `unreadable-${ordered ?? 'order'}`,
		ordered_at: ordered === null ? at : toStamp(ordered * 1000),
		status: 'unknown',
	};
}

/** Parses the answer of a detail. */
export function parseOrder(json: unknown): OrderReading {
	const answer = DetailAnswer.safeParse(json);
	if (!answer.success) return { kind: 'unreadable', field: nameField(answer.error) };
	const { order_items, ...head } = answer.data.order;
	const lines = order_items.map(readLine);
	const odd = lines.find(({ unreadable }) => unreadable !== undefined);
	// One odd line must not hide the others, but nothing else is known of an order without a good one.
	if (odd && lines.every(({ unreadable }) => unreadable !== undefined)) {
		return { kind: 'unreadable', field: odd.unreadable! };
	}
	return { kind: 'order', order: withLines(toHead(head), lines) };
}

/**
 * BASE keeps a state for an order and one for each line, and nothing says that they always agree: nothing of an
 * order that is cancelled, or sent as a whole, is to be bought.
 */
function withLines(head: OrderHead, lines: readonly OrderLine[]): Order {
	const settle = (line: OrderLine): OrderLine => {
		const isOver = head.status === 'cancelled' || head.status === 'dispatched';
		return isOver && line.status !== 'cancelled' ? { ...line, status: head.status } : line;
	};
	return { ...head, lines: lines.map(settle) };
}

function readLine(row: unknown, place: number): OrderLine {
	const line = WireLine.safeParse(row);
	if (line.success) return toLine(line.data);
	const { order_item_id, title, variation, status } = OddLine.catch(nothing).parse(row);
	return {
		// A line without a number is told by its place.
		order_item_id: order_item_id ?? -1 - place,
		...{ item_id: 0, variation_id: null, title: title ?? '', variation: variation ?? '' },
		...{ price: 0, amount: 0, status, unreadable: nameField(line.error) },
	};
}

const toHead = ({
	unique_key,
	ordered,
	dispatch_status,
}: z.output<typeof WireHead>): OrderHead => ({
	key: unique_key,
	ordered_at: toStamp(ordered * 1000),
	status: dispatch_status,
});

const toLine = (line: z.output<typeof WireLine>): OrderLine => ({
	order_item_id: line.order_item_id,
	item_id: line.item_id,
	variation_id: line.variation_id || null,
	title: line.title ?? '',
	variation: line.variation ?? '',
	price: line.price,
	amount: line.amount,
	status: line.status,
});

const known: ReadonlySet<string> = new Set([
	'order',
	'order_items',
	...Object.keys(WireHead.shape),
	...Object.keys(WireLine.shape),
]);

/** Names only fields of ours: a key of the answer could itself be a customer's text. */
function nameField({ issues }: z.ZodError): string {
	const path = issues[0]?.path.filter((part): part is string => known.has(String(part))) ?? [];
	return path.at(-1) ?? 'order';
}

const JAPAN_MS = 9 * 3_600_000;

/** `2026-11-29`, the day in Japan: BASE reads dates in its own time. @param at milliseconds since 1970 */
export const toJapanDate = (at: number): string =>
	new Date(at + JAPAN_MS).toISOString().slice(0, 10);
