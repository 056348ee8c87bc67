import type { IExecuteFunctions } from 'n8n-workflow';
import { toWholePercent } from '../../../listing/money';
import { defaultRule } from '../../../listing/pricing/defaultRule';
import { feePresets, type FeePreset } from '../../../listing/pricing/fees';
import { assertUsableRule, requireProfit } from '../../../listing/pricing/pricing';
import type { FloorRule, MarkupTier, PricingRule } from '../../../listing/pricing/rule';
import type { Rounding } from '../../../listing/pricing/rounding';
import { readMarkup } from '../../../listing/pricing/typedMarkup';
import { describeMarkupProblem } from '../../../report/describeMarkup';
import { DEFAULT_FEES } from './priceParameters';

interface PricingParameters {
	deductPoints?: boolean;
	fixedCost?: number;
	shippingCost?: number;
	tiers?: { tier?: Array<{ upTo: number; markup: number }> };
	maximum?: number;
	minimum?: number;
	minimumAction?: 'lift' | 'refuse';
	minimumRatio?: number;
	fees?: FeePreset;
	targetMargin?: number;
}

export interface ReadRule {
	rule: PricingRule;
	/** The rule's fault, for the owner; the rule makes no price then. null if it has none. */
	problem: string | null;
}

/** Reads the rule from the node's parameters; if a part can't be read, the floor still applies. */
export function readRule(context: IExecuteFunctions): ReadRule {
	const pricing = context.getNodeParameter('pricing', 0, {}) as PricingParameters;
	const markup: unknown = context.getNodeParameter('markup', 0);
	const rounding = context.getNodeParameter('rounding', 0) as Rounding;
	const fees = feePresets[pricing.fees ?? DEFAULT_FEES];
	try {
		const rule = makeRule(markup, rounding, fees, pricing);
		assertUsableRule(rule);
		requireProfit(rule);
		return { rule, problem: null };
	} catch (error) {
		const problem = error instanceof Error ? error.message : String(error);
		return { rule: { ...defaultRule, ...readFloorRule(pricing, fees) }, problem };
	}
}

/** The owner's settings for the floor apply as far as they can be read. */
function readFloorRule(pricing: PricingParameters, fees: PricingRule['fees']): FloorRule {
	const { fixedCost, shippingCost, minimumRatio } = pricing;
	const isYen = (amount: unknown): amount is number =>
		Number.isInteger(amount) && Number(amount) >= 0;
	const percent = Math.round(Number(minimumRatio) * 100);
	return {
		fees,
		fixedCost: isYen(fixedCost) ? fixedCost : defaultRule.fixedCost,
		shippingCost: isYen(shippingCost) ? shippingCost : defaultRule.shippingCost,
		minimumRatioPercent: percent >= 100 ? percent : defaultRule.minimumRatioPercent,
	};
}

/** @throws Error that says what to correct */
function makeRule(
	markup: unknown,
	rounding: Rounding,
	fees: PricingRule['fees'],
	pricing: PricingParameters,
): PricingRule {
	const { maximum = defaultRule.maximum, minimum = defaultRule.minimum.price } = pricing;
	const { minimumAction: action = defaultRule.minimum.action } = pricing;
	return {
		tiers: makeTiers(markup, pricing),
		targetMarginPercent: pricing.targetMargin ? pricing.targetMargin : null,
		fixedCost: requireYen(pricing.fixedCost ?? defaultRule.fixedCost, 'Fixed Cost'),
		shippingCost: requireYen(pricing.shippingCost ?? defaultRule.shippingCost, 'Shipping Cost'),
		fees,
		deductPoints: pricing.deductPoints ?? defaultRule.deductPoints,
		rounding,
		minimum: minimum > 0 ? { price: requireYen(minimum, 'Minimum Price'), action } : null,
		maximum: maximum > 0 ? requireYen(maximum, 'Maximum Price') : null,
		minimumRatioPercent:
			pricing.minimumRatio === undefined
				? defaultRule.minimumRatioPercent
				: requirePercent(pricing.minimumRatio, 'Minimum Ratio to Cost'),
	};
}

function makeTiers(markup: unknown, { tiers }: PricingParameters): MarkupTier[] {
	const lower = (tiers?.tier ?? []).map((tier) => ({
		upTo: requireYen(tier.upTo, 'Up To'),
		markupPercent: requireMarkup(tier.markup),
	}));
	return [...lower, { upTo: null, markupPercent: requireMarkup(markup) }];
}

function requireMarkup(typed: unknown): number {
	const read = readMarkup(typed);
	if (read.kind === 'markup') return read.percent;
	throw new Error(describeMarkupProblem(read));
}

/** 1.3 -> 130. Refuses anything that is not a whole percentage: fractions would be lost silently. */
export function requirePercent(ratio: number, field: string): number {
	const percent = toWholePercent(ratio);
	if (percent !== null) return percent;
	throw new Error(
		`${field}「${ratio}」は使えません。1.3 のように小数点以下2桁までで入れてください。`,
	);
}

function requireYen(amount: number, field: string): number {
	if (Number.isInteger(amount) && amount >= 0) return amount;
	throw new Error(`${field}「${amount}」は使えません。0以上の整数 (円) を入れてください。`);
}
