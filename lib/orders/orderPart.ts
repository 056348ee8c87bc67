import type { VerdictKind } from './judgeLine';
import type { OrderHead, OrderLine } from './order';

/** A line of an order as it flows between the nodes; nothing in it tells of the customer. */
export interface OrderPart extends OrderHead {
	/** The shop account's name. */
	account: string;
	/** null if the order's content can't be read. */
	line: OrderLine | null;
	/** Why the content can't be read, for the owner; null if it can. */
	trouble: string | null;
	/** Why the line is not from Amazon, for the owner; null if it is. */
	foreign: string | null;
	/** Why the shop's item can't be read, for the owner; null if it can. */
	unread: string | null;
	/** The order was not told yet as it stands now; false = it was, and is looked at again. */
	is_new: boolean;
	/** A message with it may have gone out already, but nobody noted that. */
	maybe_told: boolean;
	/** The words told of this line before. */
	told: VerdictKind[];
	/** The profit of the loss that was told of this line last, yen; null or absent = none was. */
	told_loss?: number | null;
	/** The line bears the fixed part of BASE's fee, which is taken once for an order. */
	bears_fixed_fee: boolean;
}
