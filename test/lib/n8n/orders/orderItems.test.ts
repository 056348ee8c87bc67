import { makeOrderItems } from '../../../../lib/n8n/orders/orderItems';
import type { OrderPart } from '../../../../lib/orders/orderPart';
import type { Order } from '../../../../lib/orders/order';
import type { MatchedLine } from '../../../../lib/shop/orders/matchLines';

const line = (order_item_id: number): Order['lines'][number] => ({
	...{ order_item_id, item_id: order_item_id, variation_id: null, title: '', variation: '' },
	...{ price: 2600, amount: 1, status: 'ordered' },
});

const bearersOf = (matched: MatchedLine[]): boolean[] => {
	const lines = matched.map((match) => match.line);
	const order = { key: 'a', status: 'ordered', ordered_at: '2026-11-30T12:00:00+09:00', lines };
	const context = { account: 'shop', note: undefined, index: 0 };
	return makeOrderItems(order as Order, matched, context).map(
		({ json }) => (json.order as unknown as OrderPart).bears_fixed_fee,
	);
};

describe('the fixed part of the fee', () => {
	it('should be borne by the first line', () => {
		const matched = [
			{ line: line(1), asin: 'B000000001' },
			{ line: line(2), asin: 'B000000002' },
		];
		expect(bearersOf(matched)).toEqual([true, false]);
	});

	it("should not be lost with one's own goods before it", () => {
		const own = { line: line(1), asin: null, foreign: 'Amazonの商品ではない' };
		expect(bearersOf([own, { line: line(2), asin: 'B000000002' }])).toEqual([false, true]);
	});

	it("should be borne by one's own goods alone", () => {
		const own = { line: line(1), asin: null, foreign: 'Amazonの商品ではない' };
		expect(bearersOf([own])).toEqual([true]);
	});
});
