import fc from 'fast-check';
import {
	feePresets,
	computeFees,
	computeNet,
	priceForNet,
} from '../../../lib/listing/pricing/fees';
import {
	assertUsableRule,
	decidePrice,
	computeFloor,
	markUp,
} from '../../../lib/listing/pricing/pricing';
import { type PricingRule } from '../../../lib/listing/pricing/rule';
import { roundings } from '../../../lib/listing/pricing/rounding';
import { markup13 } from '../../support/situation';

const rule = (changes: Partial<PricingRule> = {}): PricingRule => ({ ...markup13, ...changes });

const priceOf = (cost: number, changes: Partial<PricingRule> = {}) =>
	decidePrice({ price: cost, points: 0 }, rule(changes));

describe('decidePrice', () => {
	it.each([
		[385, 500],
		[1358, 1770],
		[2735, 3560],
		[5800, 7540],
		[7560, 9830],
		[9990, 12_990],
		[300, 500],
		[1000, 1300],
		[1200, 1560],
		[76_919, 99_990],
	])('should price a cost of %i yen at %i yen, as the older tool did', (cost, price) => {
		expect(priceOf(cost)).toMatchObject({ price, refused: null });
	});

	it.each([76_927, 80_000, 100_001, 150_000])(
		'should refuse a cost of %i yen instead of clamping it to the maximum',
		(cost) => {
			const decision = priceOf(cost);
			expect(decision.price).toBeNull();
			expect(decision.refused).toContain('上限 100,000円');
		},
	);

	it('should price 76,922 yen at exactly the maximum: 99,998.6 rounds to 100,000', () => {
		expect(priceOf(76_922).price).toBe(100_000);
	});

	it('should explain each step with its figures', () => {
		expect(priceOf(1200).why).toEqual([
			'仕入 1,200円 × 1.3 = 1,560円',
			'手数料を引いた手取り 1,416円、下限 1,328円',
		]);
		expect(priceOf(385).why[0]).toBe('仕入 385円 × 1.3 = 500円');
	});

	it('should refuse a price under the floor, and say so', () => {
		const decision = priceOf(10_000, { tiers: [{ upTo: null, markupPercent: 104 }] });
		expect(decision).toMatchObject({ price: null, floor: 10_750 });
		expect(decision.refused).toContain('原価割れ');
		expect(decision.below).toBe('below_floor');
	});

	it("should refuse a price under the owner's own floor alone, and call it no loss", () => {
		const decision = decidePrice({ price: 2000, points: 0 }, markup13, { floor: 3000 });
		expect(decision).toMatchObject({ price: null, floor: 3000, below: 'own_floor' });
		expect(decision.refused).toBe(
			'計算した価格 2,600円 が、この商品に決めた下限 3,000円 を下回ります',
		);
	});

	it("should name the costs' floor for a loss, though the owner's own floor is higher", () => {
		const override = { price: 2000, floor: 3000 };
		const decision = decidePrice({ price: 2000, points: 0 }, markup13, override);
		expect(decision).toMatchObject({ price: null, floor: 3000, below: 'below_floor' });
		expect(decision.refused).toContain('下限 2,185円 (手数料込みの原価)');
	});

	it('should refuse under the minimum where lifting is not wanted', () => {
		expect(priceOf(300, { minimum: { price: 500, action: 'refuse' } }).price).toBeNull();
	});

	it('should follow what the owner settled for one item', () => {
		const cost = { price: 1000, points: 0 };
		expect(decidePrice(cost, rule(), { price: 1480 }).price).toBe(1480);
		expect(decidePrice(cost, rule(), { markupPercent: 150 }).price).toBe(1500);
		expect(decidePrice(cost, rule(), { price: 900 }).price).toBeNull();
		expect(decidePrice(cost, rule(), { floor: 1400 })).toMatchObject({ price: null, floor: 1400 });
	});

	it('should leave the wanted margin after fees and costs', () => {
		// 2,000 + 300 = 2,300 must be left of the price after 6.6% + 40 yen and 10% margin:
		// (2,300 + 40) / 0.834 = 2,805.8 -> 2,806, and 2,810 when rounded up to 10 yen.
		const decision = priceOf(2000, {
			targetMarginPercent: 10,
			shippingCost: 300,
			rounding: 'up_10',
		});
		expect(decision.price).toBe(2810);
	});

	it('should deduct points only where that is chosen, and never from the floor', () => {
		const cost = { price: 1000, points: 100 };
		expect(decidePrice(cost, rule()).price).toBe(1300);
		expect(decidePrice(cost, rule({ deductPoints: true })).price).toBe(1170);
		expect(computeFloor(cost, rule({ deductPoints: true }))).toBe(computeFloor(cost, rule()));
	});

	it('should never name a price below the floor, whatever the rule', () => {
		fc.assert(
			fc.property(anyCost, anyRule, (cost, anyOf) => {
				const { price, floor } = decidePrice(cost, anyOf);
				if (price === null) return true;
				const outlay = cost.price + anyOf.fixedCost + anyOf.shippingCost;
				return price >= floor && computeNet(price, anyOf.fees) >= outlay;
			}),
			{ numRuns: 10_000 },
		);
	});

	it('should never give a dearer item a lower price', () => {
		fc.assert(
			fc.property(anyCost, fc.integer({ min: 1, max: 20_000 }), anyRule, (cost, more, anyOf) => {
				const plain = { ...cost, points: 0 };
				const cheap = decidePrice(plain, anyOf).price;
				const dear = decidePrice({ ...plain, price: plain.price + more }, anyOf).price;
				return cheap === null || dear === null || dear >= cheap;
			}),
			{ numRuns: 10_000 },
		);
	});
});

const anyCost = fc.record({
	price: fc.integer({ min: 1, max: 200_000 }),
	points: fc.integer({ min: 0, max: 5_000 }),
});

const anyRule: fc.Arbitrary<PricingRule> = fc.record({
	tiers: fc
		.tuple(
			fc.integer({ min: 50, max: 1500 }),
			fc.integer({ min: 50, max: 1500 }),
			fc.integer({ min: 1, max: 50_000 }),
		)
		.map(([low, high, edge]) => [
			{ upTo: edge, markupPercent: low },
			{ upTo: null, markupPercent: high },
		]),
	targetMarginPercent: fc.option(fc.integer({ min: 1, max: 60 })),
	fixedCost: fc.integer({ min: 0, max: 2000 }),
	shippingCost: fc.integer({ min: 0, max: 2000 }),
	fees: fc.constantFrom(...Object.values(feePresets)),
	deductPoints: fc.boolean(),
	rounding: fc.constantFrom(...roundings),
	minimum: fc.option(
		fc.record({
			price: fc.integer({ min: 1, max: 3000 }),
			action: fc.constantFrom('lift' as const, 'refuse' as const),
		}),
	),
	maximum: fc.option(fc.integer({ min: 3000, max: 300_000 })),
	minimumRatioPercent: fc.integer({ min: 100, max: 130 }),
});

describe('markUp', () => {
	const tiers = [
		{ upTo: 1000, markupPercent: 140 },
		{ upTo: 5000, markupPercent: 130 },
		{ upTo: null, markupPercent: 120 },
	];

	it('should multiply each slice of the cost by its own tier, so that edges have no jump', () => {
		expect(markUp(1000, tiers)).toBe(1400);
		expect(markUp(1001, tiers)).toBe(1401);
		expect(markUp(5000, tiers)).toBe(6600);
		expect(markUp(5001, tiers)).toBe(6601);
		expect(markUp(10_000, tiers)).toBe(12_600);
	});

	it('should be exact where floating point is not: 175 x 1.4 is 245', () => {
		expect(markUp(175, [{ upTo: null, markupPercent: 140 }])).toBe(245);
		expect(markUp(325, [{ upTo: null, markupPercent: 140 }])).toBe(455);
	});
});

describe('fees', () => {
	it('should round each part up: of 1,560 yen the standard plan keeps 57 + 47 + 40 yen', () => {
		expect(computeFees(1560, feePresets.base_standard)).toBe(144);
	});

	it('should find the smallest price that leaves the net', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 300_000 }),
				fc.constantFrom(...Object.values(feePresets)),
				(net, fees) => {
					const price = priceForNet(net, fees);
					return (
						computeNet(price, fees) >= net && (price === 0 || computeNet(price - 1, fees) < net)
					);
				},
			),
			{ numRuns: 10_000 },
		);
	});
});

describe('assertUsableRule', () => {
	it.each<[string, Partial<PricingRule>, string]>([
		['no open end', { tiers: [{ upTo: 1000, markupPercent: 130 }] }, '最後の段'],
		['a markup of 0', { tiers: [{ upTo: null, markupPercent: 0 }] }, '掛け率 0'],
		[
			'tiers out of order',
			{
				tiers: [
					{ upTo: 2000, markupPercent: 130 },
					{ upTo: 1000, markupPercent: 130 },
					{ upTo: null, markupPercent: 130 },
				],
			},
			'安い順',
		],
		[
			'a minimum above the maximum',
			{ minimum: { price: 200_000, action: 'lift' } },
			'最低販売価格 200,000円',
		],
		['a margin that leaves nothing', { targetMarginPercent: 95 }, '100%以上'],
	])('should refuse %s', (_, changes, message) => {
		expect(() => assertUsableRule(rule(changes))).toThrow(message);
	});
});
