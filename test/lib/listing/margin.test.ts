import fc from 'fast-check';
import { feePresets } from '../../../lib/listing/pricing/fees';
import { computeMargin } from '../../../lib/listing/pricing/margin';
import { markup13 } from '../../support/situation';

const standard = { ...markup13, fees: feePresets.base_standard, fixedCost: 50, shippingCost: 300 };

describe('the margin of a sale', () => {
	it('should be what fees and all costs leave of the price', () => {
		// 3.6% of 4,000 is 144, 3% is 120, and 40 fixed; 2,500 + 50 + 300 go out.
		expect(computeMargin(4000, 2500, standard)).toEqual({
			...{ fees: 304, profit: 846, percent: 21, break_even: 3095 },
		});
	});

	it('should be negative below the price that loses nothing', () => {
		expect(computeMargin(2000, 2500, standard)).toMatchObject({ profit: -1022, percent: -52 });
	});

	it('should have no share of a price of 0', () => {
		expect(computeMargin(0, 1000, standard)).toMatchObject({ profit: -1390, percent: null });
	});

	it('should be 0 or more at the price that loses nothing, and below 0 one yen under it', () => {
		const yen = fc.integer({ min: 1, max: 500_000 });
		fc.assert(
			fc.property(yen, (cost) => {
				const { break_even } = computeMargin(1, cost, standard);
				expect(computeMargin(break_even, cost, standard).profit).toBeGreaterThanOrEqual(0);
				expect(computeMargin(break_even - 1, cost, standard).profit).toBeLessThan(0);
			}),
		);
	});
});
