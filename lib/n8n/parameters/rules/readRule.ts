import type { IExecuteFunctions } from 'n8n-workflow';
import { toWholePercent } from '../../../listing/money';
import { defaultRule } from '../../../listing/pricing/defaultRule';
import { feePresets, type FeePreset } from '../../../listing/pricing/fees';
import { assertUsableRule, requireProfit } from '../../../listing/pricing/pricing';
import type { FloorRule, MarkupTier, PricingRule } from '../../../listing/pricing/rule';
import type { Rounding } from '../../../listing/pricing/rounding';
import { readMarkup } from '../../../listing/pricing/typedMarkup';
import { describeMarkupProblem } from '../../../report/describeMarkup';
import { dropUnset } from './dropUnset';

/** The values of the collection Pricing Options; a person chose only some of them. */
export interface PricingParameters {
	deductPoints?: boolean;
	fixedCost?: number;
	shippingCost?: number;
	rounding?: Rounding;
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
	try {
		const rule: PricingRule = {
			...defaultRule,
			...readPricing({ rounding, ...pricing }),
			tiers: [...readLowerTiers(pricing), { upTo: null, markupPercent: requireMarkup(markup) }],
		};
		assertUsableRule(rule);
		requireProfit(rule);
		return { rule, problem: null };
	} catch (error) {
		return { rule: { ...defaultRule, ...readFloor(pricing) }, problem: toProblem(error) };
	}
}

/** Returns the sentence for the owner. */
export const toProblem = (error: unknown): string =>
	error instanceof Error ? error.message : String(error);

/** Returns the owner's settings for the floor as far as they can be read. */
export function readFloor(pricing: PricingParameters): Partial<FloorRule> {
	const { fixedCost, shippingCost, minimumRatio, fees } = pricing;
	const isYen = (amount: unknown): amount is number =>
		Number.isInteger(amount) && Number(amount) >= 0;
	const percent = Math.round(Number(minimumRatio) * 100);
	return {
		...(fees === undefined ? {} : { fees: feePresets[fees] }),
		...(isYen(fixedCost) ? { fixedCost } : {}),
		...(isYen(shippingCost) ? { shippingCost } : {}),
		...(percent >= 100 ? { minimumRatioPercent: percent } : {}),
	};
}

/**
 * Returns the chosen parts of a rule, without its tiers.
 * @throws Error that says what to correct
 */
export function readPricing(pricing: PricingParameters): Partial<Omit<PricingRule, 'tiers'>> {
	const { deductPoints, rounding, fees, targetMargin, maximum, minimumRatio } = pricing;
	const { fixedCost, shippingCost } = pricing;
	return dropUnset({
		deductPoints,
		rounding,
		fees: fees && feePresets[fees],
		targetMarginPercent: targetMargin === undefined ? undefined : targetMargin || null,
		fixedCost: fixedCost === undefined ? undefined : requireYen(fixedCost, 'Fixed Cost'),
		shippingCost:
			shippingCost === undefined ? undefined : requireYen(shippingCost, 'Shipping Cost'),
		maximum: maximum === undefined ? undefined : limitOrNull(maximum, 'Maximum Price'),
		minimum: readMinimum(pricing),
		minimumRatioPercent:
			minimumRatio === undefined
				? undefined
				: requirePercent(minimumRatio, 'Minimum Ratio to Cost'),
	});
}

function readMinimum({ minimum, minimumAction }: PricingParameters) {
	if (minimum === undefined && minimumAction === undefined) return undefined;
	const price = limitOrNull(minimum ?? defaultRule.minimum.price, 'Minimum Price');
	return price === null ? null : { price, action: minimumAction ?? defaultRule.minimum.action };
}

/** 0 = no limit. */
const limitOrNull = (amount: number, field: string): number | null =>
	requireYen(amount, field) || null;

/** Returns the tiers below the last one. @throws Error that says what to correct */
export const readLowerTiers = ({ tiers }: PricingParameters): MarkupTier[] =>
	(tiers?.tier ?? []).map((tier) => ({
		upTo: requireYen(tier.upTo, 'Up To'),
		markupPercent: requireMarkup(tier.markup),
	}));

/** Returns a markup in percent. @throws Error that asks back what may be a slip */
export function requireMarkup(typed: unknown): number {
	const read = readMarkup(typed);
	if (read.kind === 'markup') return read.percent;
	throw new Error(describeMarkupProblem(read));
}

/** 1.3 -> 130. Refuses anything that is not a whole percentage: fractions would be lost silently. */
function requirePercent(ratio: number, field: string): number {
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
