import type { Offer } from '../../listing/offer';
import { judgeLine, type LineFacts, type Verdict, type VerdictKind } from '../../orders/judgeLine';
import { phaseOf, type OrderLine, type Phase } from '../../orders/order';
import type { OrderPart } from '../../orders/orderPart';
import { hasGrown, hasTurned, type ToldOrder } from '../../orders/telling';

/** An item with a line of an order, after Amazon was asked. */
export interface OrderItem {
	order: OrderPart;
	/** null if Amazon was not asked. */
	asin: string | null;
	offer: Offer | null;
	/** Why the code does not prove which product it is, for the owner; null if it does. */
	unrecognised: string | null;
	/** Amazon's title speaks against the code, so it is no product of Amazon's. */
	isRefused: boolean;
}

export interface JudgedLine {
	line: OrderLine;
	asin: string | null;
	verdict: Verdict;
	/** It is another than the owner was told. */
	hasTurned: boolean;
}

/** An order with what the owner may hear of it. */
export interface JudgedOrder {
	key: string;
	ordered_at: string;
	phase: Phase;
	trouble: string | null;
	isNew: boolean;
	maybeTold: boolean;
	lines: JudgedLine[];
	/** Amazon settled every line. */
	settled: boolean;
}

/** The rules by which orders are judged. */
export type OrderRules = Pick<LineFacts, 'rule' | 'maximumAnswerAgeMs' | 'now'>;

/** Judges the lines of all orders by a shop's rule, and puts the lines of an order together. */
export function judgeOrders(items: readonly OrderItem[], rules: OrderRules): JudgedOrder[] {
	const byKey = Map.groupBy(items, ({ order }) => order.key);
	return [...byKey.values()].map((ofOrder): JudgedOrder => {
		const { key, ordered_at, trouble, is_new, maybe_told } = ofOrder[0]!.order;
		const lines = ofOrder.flatMap((item) => judgeItem(item, rules));
		const settled = trouble === null && lines.every(({ verdict }) => verdict.kind !== 'unknown');
		const phase = phaseOf(ofOrder[0]!.order);
		return {
			...{ key, ordered_at, phase, trouble, lines, settled },
			...{ isNew: is_new, maybeTold: maybe_told },
		};
	});
}

function judgeItem(item: OrderItem, rules: OrderRules): JudgedLine[] {
	const { order, asin, offer, unrecognised, isRefused } = item;
	const { line } = order;
	if (line === null) return [];
	const verdict = judgeLine(line, {
		offer,
		foreign: order.foreign ?? (isRefused ? unrecognised : null),
		unread: order.unread ?? (isRefused ? null : unrecognised),
		...rules,
		bearsFixedFee: order.bears_fixed_fee,
	});
	const isTurned =
		hasTurned(verdict.kind, order.told) || hasGrown(verdict.profit, order.told_loss ?? null);
	return [{ line, asin, verdict, hasTurned: !order.is_new && isTurned }];
}

/** True if the owner has to hear of it now. */
export const hasNews = ({ isNew, lines }: JudgedOrder): boolean =>
	isNew || lines.some((line) => line.hasTurned);

/** Returns what a message says that names the order with all of its lines. */
export function sayOrder({ phase, trouble, lines, settled }: JudgedOrder): ToldOrder {
	const isUnread = trouble !== null && phase !== 'cancelled';
	const kinds = lines.map(({ line, verdict }): [string, VerdictKind[]] => [
		String(line.order_item_id),
		[verdict.kind],
	]);
	const losses = lines.flatMap(({ line, verdict: { kind, profit } }) =>
		kind === 'loss' && profit !== null ? [[String(line.order_item_id), profit] as const] : [],
	);
	return {
		phase: isUnread ? 'unread' : phase,
		lines: Object.fromEntries(kinds),
		...(losses.length > 0 ? { losses: Object.fromEntries(losses) } : {}),
		settled,
	};
}
