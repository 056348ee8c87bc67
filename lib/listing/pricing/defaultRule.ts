import { feePresets } from './fees';
import type { PricingRule } from './rule';

/** The rule if the owner has set nothing. */
export const defaultRule = {
	tiers: [{ upTo: null, markupPercent: 130 }],
	targetMarginPercent: null,
	fixedCost: 0,
	shippingCost: 0,
	fees: feePresets.base_standard,
	deductPoints: false,
	rounding: 'half_up_10',
	minimum: { price: 500, action: 'lift' },
	maximum: 100_000,
	minimumRatioPercent: 105,
} as const satisfies PricingRule;

/** The markup of a shop that has set none, as its owner types it: 1.3. */
export const defaultMarkup = String(defaultRule.tiers[0].markupPercent / 100);
