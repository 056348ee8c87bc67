import type { INodeExecutionData } from 'n8n-workflow';
import { isToBuy } from '../../orders/judgeLine';
import type { Order, OrderHead } from '../../orders/order';
import type { OrderPart } from '../../orders/orderPart';
import { isUntold, type OrderNote } from '../../orders/telling';
import type { MatchedLine } from '../../shop/orders/matchLines';
import { newItem } from '../items/items';

/** The facts remembered of an order; an order that nobody noted is new. */
type Note = OrderNote | undefined;

/** Returns an item for each line of an order, with our listing and the ASIN that Amazon is asked about. */
export function makeOrderItems(
	order: Order,
	matched: readonly MatchedLine[],
	{ account, note, index }: { account: string; note: Note; index: number },
): INodeExecutionData[] {
	const bearer = findFeeBearer(matched);
	return matched.map((match) => {
		const { line, asin, listing, variation, doubt, foreign = null, unread = null } = match;
		const told = note?.told?.lines[line.order_item_id] ?? [];
		const part: OrderPart = {
			...describeHead(order, account, note),
			...{ line, trouble: null, foreign, unread, told },
			told_loss: note?.told?.losses?.[line.order_item_id] ?? null,
			bears_fixed_fee: match === bearer,
		};
		const ours = { ...(listing ? { listing } : {}), ...(variation ? { variation } : {}) };
		return newItem(
			{ asin, ...(doubt ? { unrecognised: doubt } : {}), ...ours, order: part },
			index,
		);
	});
}

/** Nobody counts the profit of one's own goods: beside them, a line whose cost Amazon knows bears the fixed fee. */
function findFeeBearer(matched: readonly MatchedLine[]): MatchedLine | undefined {
	const bought = matched.filter(({ line }) => isToBuy(line));
	return bought.find(({ asin, foreign }) => asin !== null && foreign === undefined) ?? bought[0];
}

/** Returns the item of an order whose content can't be read. */
export function makeTroubledItem(
	key: string,
	note: OrderNote,
	account: string,
): INodeExecutionData {
	const { ordered_at, status, trouble } = note;
	const part: OrderPart = {
		...describeHead({ key, ordered_at, status }, account, note),
		...{ line: null, trouble, foreign: null, unread: null, told: [], bears_fixed_fee: false },
	};
	return newItem({ asin: null, order: part });
}

const describeHead = (
	{ key, ordered_at, status }: OrderHead,
	account: string,
	note: Note,
): Omit<
	OrderPart,
	'line' | 'trouble' | 'foreign' | 'unread' | 'told' | 'told_loss' | 'bears_fixed_fee'
> => ({
	...{ account, key, ordered_at, status },
	is_new: note === undefined || isUntold(note),
	maybe_told: (note?.offered ?? null) !== null,
});
