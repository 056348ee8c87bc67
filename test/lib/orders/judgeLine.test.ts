import { feePresets } from '../../../lib/listing/pricing/fees';
import { judgeLine, type LineFacts } from '../../../lib/orders/judgeLine';
import type { DispatchStatus, OrderLine } from '../../../lib/orders/order';
import { at, markup13, NOW, offer } from '../../support/situation';

const HOUR = 3_600_000;

const line = (changes: Partial<OrderLine> = {}): OrderLine => ({
	order_item_id: 1,
	item_id: 80_000_001,
	variation_id: null,
	title: '給水器',
	variation: '',
	price: 2600,
	amount: 1,
	status: 'ordered',
	...changes,
});

const facts = (changes: Partial<LineFacts> = {}): LineFacts => ({
	offer: offer({ price: 2000, ships_within_hours: 24 }),
	rule: markup13,
	bearsFixedFee: true,
	...{ maximumAnswerAgeMs: 3 * HOUR, now: NOW },
	...changes,
});

describe('a line of an order against what Amazon asks now', () => {
	it('should be buyable where the sale leaves something', () => {
		// 3.6% of 2,600 is 94 (93.6), 3% is 78, and 40 fixed: 2,600 - 212 - 2,000.
		expect(judgeLine(line(), facts())).toEqual({
			...{ kind: 'buyable', cost: 2000, ships_within_hours: 24, profit: 388, reason: null },
			figures: { sales: 2600, cost: 2000, fees: 212, fixed_fee: 40, expenses: 0 },
		});
	});

	it('should be a loss where it costs more than it leaves', () => {
		// 2,600 - 212 - 2,808.
		const dear = facts({ offer: offer({ price: 2808 }) });
		expect(judgeLine(line(), dear)).toMatchObject({ kind: 'loss', profit: -420 });
	});

	it.each([
		[2388, 'buyable', 0],
		[2389, 'loss', -1],
	])('should turn between no yen and one less: at %i it is %s', (price, kind, profit) => {
		expect(judgeLine(line(), facts({ offer: offer({ price }) }))).toMatchObject({ kind, profit });
	});

	it.each([
		[180, 'buyable'],
		[181, 'unknown'],
	])('should go by an answer of %i minutes as %s', (minutes, kind) => {
		const old = facts({ offer: offer({ price: 2000, fetched_at: at(minutes) }) });
		expect(judgeLine(line(), old)).toMatchObject({ kind });
	});

	it('should count the fixed fee once, and packing and shipping for each piece', () => {
		const rule = { ...markup13, fixedCost: 50, shippingCost: 300 };
		// 3 x 2,600 = 7,800: 3.6% is 281 (280.8), 3% is 234, 40 fixed; 3 x 2,350 go out.
		const three = judgeLine(line({ amount: 3 }), facts({ rule }));
		expect(three).toMatchObject({ kind: 'buyable', cost: 2000, profit: 195 });
		expect(three.figures).toMatchObject({ fees: 555, fixed_fee: 40, expenses: 1050 });
		const second = judgeLine(line({ amount: 3 }), facts({ rule, bearsFixedFee: false }));
		expect(second.profit).toBe(235);
	});

	it('should know a plan without a fixed fee', () => {
		const rule = { ...markup13, fees: feePresets.base_growth };
		// 2.9% of 2,600 is 76 (75.4).
		expect(judgeLine(line(), facts({ rule })).profit).toBe(524);
	});

	it.each(['out_of_stock', 'filtered_out'] as const)('should not be buyable where %s', (status) => {
		const gone = offer({ status, price: null, reason: '在庫がありません' });
		expect(judgeLine(line(), facts({ offer: gone }))).toEqual({
			...{ kind: 'not_buyable', cost: null, ships_within_hours: null, profit: null, figures: null },
			reason: '在庫がありません',
		});
	});

	it('should not be buyable where two sources say that the product is gone, and unknown where one does', () => {
		const gone = offer({ status: 'gone', price: null, witness: undefined });
		const witness = {
			buy_box_price: null,
			new_count: 0,
			seen_at: '',
			verdict: 'supports' as const,
		};
		expect(judgeLine(line(), facts({ offer: gone })).kind).toBe('unknown');
		expect(judgeLine(line(), facts({ offer: { ...gone, witness } })).kind).toBe('not_buyable');
	});

	it.each<[string, Partial<LineFacts>]>([
		['no answer', { offer: null }],
		['no question', { offer: undefined }],
		['an answer that settles nothing', { offer: offer({ status: 'unknown', price: null }) }],
		['an item of the shop that could not be read', { unread: 'HTTP 503' }],
	])('should be unknown with %s', (_, changes) => {
		expect(judgeLine(line(), facts(changes))).toMatchObject({ kind: 'unknown', profit: null });
	});

	it('should say nothing about what is not from Amazon, whatever was answered', () => {
		const own = facts({ foreign: '商品コードが空です' });
		expect(judgeLine(line(), own)).toMatchObject({ kind: 'foreign', cost: null, profit: null });
	});

	it.each<[DispatchStatus, string]>([
		['ordered', 'buyable'],
		['unpaid', 'buyable'],
		['unshippable', 'buyable'],
		['unknown', 'buyable'],
		['shipping', 'sent'],
		['dispatched', 'sent'],
		['cancelled', 'cancelled'],
	])('should be by its own state: %s is %s', (status, kind) => {
		expect(judgeLine(line({ status }), facts()).kind).toBe(kind);
	});

	/** Zero, empty, null and absent of each figure that a sum could swallow. */
	describe('with figures that are none', () => {
		it.each<[string, number, string, number | null]>([
			['a present for nothing', 0, 'loss', -2040],
			['one yen', 1, 'loss', -2041],
		])('should take %s as the price it is', (_, price, kind, profit) => {
			expect(judgeLine(line({ price }), facts())).toMatchObject({ kind, profit });
		});

		it.each([
			['zero', offer({ price: 0 })],
			['null', offer({ price: null })],
			['negative', offer({ price: -1 })],
			['another currency', offer({ price: 20, currency: 'USD' })],
		])('should not believe a cost that is %s', (_, strange) => {
			expect(judgeLine(line(), facts({ offer: strange })).kind).toBe('unknown');
		});

		it('should not know the shipping where Amazon does not say, and keep 0 apart from that', () => {
			const at = (ships_within_hours: number | null) =>
				judgeLine(line(), facts({ offer: offer({ ships_within_hours }) })).ships_within_hours;
			expect([at(null), at(0), at(24)]).toEqual([null, 0, 24]);
		});

		it('should take an empty reason, null and an absent one alike where nothing is wrong', () => {
			for (const foreign of [null, undefined]) {
				expect(judgeLine(line(), facts({ foreign })).kind).toBe('buyable');
			}
		});
	});
});
