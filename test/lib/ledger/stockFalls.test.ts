import type { CountedOrder } from '../../../lib/ledger/orders/sales';
import { findSoldFalls } from '../../../lib/ledger/stockFalls';

const HOUR = 3_600_000;
const FALL = Date.parse('2026-11-24T12:00:00Z');
const falls = { 7: '2026-11-24T12:00:00.000Z', '8/81': '2026-11-24T12:00:00.000Z' };

const order = (key: string, orderedAt: number, itemId: number, variationId: number | null = null) =>
	({ key, orderedAt, sold: [{ itemId, variationId, units: 1 }] }) satisfies CountedOrder;

describe('a fall of stock', () => {
	it('should be explained by the latest order of the item before it', () => {
		const orders = [order('new', FALL - HOUR, 7), order('old', FALL - 2 * HOUR, 7)];
		expect(findSoldFalls(falls, orders)).toEqual(new Map([['7', 'new']]));
	});

	it('should be explained by an order of its row, and not of another row', () => {
		expect(findSoldFalls(falls, [order('row', FALL, 8, 81)])).toEqual(new Map([['8/81', 'row']]));
		expect(findSoldFalls(falls, [order('row', FALL, 8, 82)])).toEqual(new Map());
	});

	it.each([
		['4 hours before', FALL - 4 * HOUR, 1],
		['longer before', FALL - 4 * HOUR - 1, 0],
		['some minutes after, by another clock', FALL + 5 * 60_000, 1],
		['later', FALL + 5 * 60_000 + 1, 0],
	])('should be explained by an order within the interval alone: %s', (_, at, count) => {
		expect(findSoldFalls(falls, [order('a', at, 7)]).size).toBe(count);
	});

	it('should be explained by nothing where no order is known', () => {
		expect(findSoldFalls(falls, [])).toEqual(new Map());
	});
});
