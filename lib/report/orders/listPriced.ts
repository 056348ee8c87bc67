import type { PricedLine } from '../../ledger/orders/profits';
import type { JudgedOrder } from './judgeOrders';

/** Returns the lines of an order whose figures are known, as its message says them. */
export const listPriced = ({ key, lines }: JudgedOrder): PricedLine[] =>
	lines.flatMap(({ line, verdict: { figures } }) =>
		figures === null ? [] : [{ key, line: line.order_item_id, figures }],
	);
