import type { Orders } from '../../ledger/orders/orders';
import type { Profits } from '../../ledger/orders/profits';
import type { Sales } from '../../ledger/orders/sales';
import { phaseOf, type Order } from '../../orders/order';
import { chooseOrders, isUntold, type OrderNote } from '../../orders/telling';
import { AccountRefusedError, ShopError } from '../errors';
import type { OrderReader } from '../ports';

/** The orders that a run tells of or looks at. */
export interface CollectedOrders {
	orders: Order[];
	/** Untold orders whose content can't be read, by key. */
	troubled: Map<string, OrderNote>;
	/** Orders that were told before and could not be read this time; the next run tries again. */
	skipped: Map<string, string>;
	/** All that is remembered, by key. */
	notes: Readonly<Record<string, OrderNote>>;
}

export interface CollectPorts {
	account: string;
	client: OrderReader;
	orders: Orders;
	sales: Sales;
	profits: Profits;
	/** Milliseconds since 1970. */
	now: () => number;
	/** Called before each call; it may throw to stop. */
	onCall: () => void;
}

/**
 * Reads what is new in the list of orders, and the content of every order that is untold or due for a
 * look. Wherever it ends, the next one finds the same orders again: only a message that went out settles
 * them.
 */
export async function collectOrders(ports: CollectPorts): Promise<CollectedOrders> {
	const { account, client, onCall } = ports;
	const heads = await client.readOrders(await ports.orders.readFrom(account), onCall);
	const { notes } = await ports.orders.noteListed(account, heads);
	const chosen = chooseOrders(notes, ports.now());
	const read: Order[] = [];
	const failed = new Map<string, string>();
	for (const key of chosen) {
		onCall();
		const answer = await readOrder(client, key);
		if (answer instanceof ShopError) failed.set(key, answer.message);
		else read.push(answer);
	}
	const troubles = new Map([...failed].filter(([key]) => isUntold(notes[key]!)));
	await ports.orders.noteTrouble(account, troubles);
	// Before the orders count as read: a run that ends here counts the same ones again, as one sale each.
	const remembered = new Set(Object.keys(notes));
	const counted = { heads, orders: read, remembered };
	await ports.sales.note(account, counted);
	await ports.profits.note(account, counted);
	const after = (await ports.orders.noteRead(account, read)).notes;
	return {
		orders: read.filter(({ key }) => isToShow(after[key]!)),
		troubled: new Map([...troubles.keys()].map((key) => [key, after[key]!])),
		skipped: new Map([...failed].filter(([key]) => !troubles.has(key))),
		notes: after,
	};
}

/** One that waits for its payment is read for its state alone, and one that was sent is settled. */
const isToShow = (note: OrderNote): boolean => isUntold(note) || phaseOf(note) === 'open';

async function readOrder(client: OrderReader, key: string): Promise<Order | ShopError> {
	try {
		return await client.getOrder(key);
	} catch (error) {
		// A failure of the account stops the run: nothing is noted, so the next run reads the same again.
		if (!(error instanceof ShopError) || error instanceof AccountRefusedError) throw error;
		return error;
	}
}
