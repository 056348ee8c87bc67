import type { Store } from '../../stores/store';
import { Orders } from './orders';
import { Profits } from './profits';
import { Sales } from './sales';

/** The records of orders: those that were told, what sold, and what it left. */
export interface OrderLedger {
	readonly orders: Orders;
	readonly sales: Sales;
	readonly profits: Profits;
}

/** Opens them in a store. @param now milliseconds since 1970 */
export const openOrderLedger = (store: Store, now: () => number): OrderLedger => ({
	orders: new Orders(store, now),
	sales: new Sales(store, now),
	profits: new Profits(store, now),
});
