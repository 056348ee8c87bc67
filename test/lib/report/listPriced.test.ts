import type { OrderPart } from '../../../lib/orders/orderPart';
import { judgeOrders } from '../../../lib/report/orders/judgeOrders';
import { listPriced } from '../../../lib/report/orders/listPriced';
import type { Offer } from '../../../lib/listing/offer';
import { markup13, NOW, offer } from '../../support/situation';

const part = (changes: Partial<OrderPart> = {}): OrderPart => ({
	...{ account: 'shop', key: 'KEY1', ordered_at: '2026-11-24T11:55:00.000Z', status: 'ordered' },
	line: {
		...{ order_item_id: 5, item_id: 80, variation_id: null, title: '給水器', variation: '' },
		...{ price: 2600, amount: 2, status: 'ordered' },
	},
	...{ trouble: null, foreign: null, unread: null, is_new: true, maybe_told: false },
	...{ told: [], bears_fixed_fee: true },
	...changes,
});
const priced = (answer: Offer | null, order = part()) => {
	const item = { order, asin: 'B0006L0120', offer: answer, unrecognised: null, isRefused: false };
	const rules = { rule: markup13, maximumAnswerAgeMs: 3 * 3_600_000, now: NOW };
	return judgeOrders([item], rules).flatMap(listPriced);
};

it('should have the figures of the message', () => {
	// 2 x 2,600 = 5,200: 3.6% is 188 (187.2), 3% is 156, 40 fixed.
	expect(priced(offer({ price: 2000 }))).toEqual([
		{
			...{ key: 'KEY1', line: 5 },
			figures: { sales: 5200, cost: 4000, fees: 384, fixed_fee: 40, expenses: 0 },
		},
	]);
});

it('should have those of a loss, too', () => {
	expect(priced(offer({ price: 9000 }))).toMatchObject([{ figures: { cost: 18_000 } }]);
});

it.each([
	['a price of 0 yen', offer({ price: 0 })],
	['no price', offer({ price: null })],
	['nothing to buy', offer({ status: 'out_of_stock', price: null })],
	['no answer', null],
])('should know no cost from %s', (_name, answer) => {
	expect(priced(answer)).toEqual([]);
});

it("should know no cost of what is not Amazon's, sent or unreadable", () => {
	const answer = offer({ price: 2000 });
	expect(priced(answer, part({ foreign: 'コードがありません' }))).toEqual([]);
	expect(priced(answer, part({ line: { ...part().line!, status: 'dispatched' } }))).toEqual([]);
	expect(priced(answer, part({ line: null, trouble: 'HTTP 503' }))).toEqual([]);
});
