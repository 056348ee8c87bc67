/** An order of the shop, without anything about the person who placed it. */

/**
 * BASE's states of an order and of each of its lines. Documented: waiting for dispatch, waiting for the
 * payment, on its way, sent, cancelled; `unshippable` stands in public programs alone.
 */
export const dispatchStatuses = [
	'ordered',
	'unpaid',
	'shipping',
	'dispatched',
	'cancelled',
	'unshippable',
] as const;

/** `unknown`: a state that BASE's documents don't name. */
export type DispatchStatus = (typeof dispatchStatuses)[number] | 'unknown';

/** An order as a list shows it. */
export interface OrderHead {
	/** BASE's unique_key: names the order in its admin page and in the API. */
	key: string;
	/** ISO 8601 with offset. */
	ordered_at: string;
	status: DispatchStatus;
}

/** One thing that was bought, as the order keeps it: the shop's item may be gone or changed since. */
export interface OrderLine {
	order_item_id: number;
	item_id: number;
	/** null if the item has no rows. */
	variation_id: number | null;
	/** The shop's title of the item; empty if BASE gave none. */
	title: string;
	/** The shop's name of the row; empty if there is none. */
	variation: string;
	/** The price of one for the customer, yen, tax included. */
	price: number;
	amount: number;
	status: DispatchStatus;
	/** The first field of the line that can't be read; absent if all can. What can't be read is 0 or empty. */
	unreadable?: string;
}

export interface Order extends OrderHead {
	lines: OrderLine[];
}

/**
 * - `unpaid`: the customer may still pay, so nothing is bought yet.
 * - `open`: to be bought and sent.
 * - `sent`: nothing is left to do.
 */
export type Phase = 'unpaid' | 'open' | 'sent' | 'cancelled';

const phases: Record<DispatchStatus, Phase> = {
	unpaid: 'unpaid',
	ordered: 'open',
	// Told and watched like any other: a state that nobody knows must not hide an order.
	unshippable: 'open',
	unknown: 'open',
	shipping: 'sent',
	dispatched: 'sent',
	cancelled: 'cancelled',
};

/** Returns how far an order or a line has come. */
export const phaseOf = ({ status }: { status: DispatchStatus }): Phase => phases[status];
