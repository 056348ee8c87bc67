import { z } from 'zod';
import { wholeYen } from '../money';
import { shopFeesSchema } from './fees';
import { roundings } from './rounding';

/** The rule that makes a shop's prices. */

/** The part of the cost up to `upTo` is multiplied by `markupPercent`; the last tier has no end. */
const markupTierSchema = z
	.object({
		/** Yen; null = no upper end. */
		upTo: wholeYen.nullable(),
		/** 130 = x 1.3. */
		markupPercent: z.number().int().positive(),
	})
	.strict();

export type MarkupTier = z.infer<typeof markupTierSchema>;

export const pricingRuleSchema = z
	.object({
		/**
		 * One tier for a plain markup. Each tier multiplies its own slice of the cost, so the price
		 * makes no jumps.
		 */
		tiers: z.array(markupTierSchema).readonly(),
		/** Percent of the selling price that remains after every cost, instead of a markup; null = markup. */
		targetMarginPercent: z.number().positive().nullable(),
		/** Yen added to every item (packing, labour). */
		fixedCost: wholeYen,
		/** Yen for the shipping to the customer. */
		shippingCost: wholeYen,
		fees: shopFeesSchema,
		/** Subtract Amazon Points from the cost; default no, because points may expire unused. */
		deductPoints: z.boolean(),
		rounding: z.enum(roundings),
		/** A price below this is lifted to it, or refused; null = none. */
		minimum: z
			.object({ price: wholeYen, action: z.enum(['lift', 'refuse']) })
			.strict()
			.nullable(),
		/** A price above this is refused, never clamped: a clamped price could be below the cost. */
		maximum: wholeYen.nullable(),
		/** The shop's price is at least this share of the cost, in percent; 105 = cost x 1.05. */
		minimumRatioPercent: z.number().int().min(100),
	})
	.strict();

export type PricingRule = z.infer<typeof pricingRuleSchema>;

/** The part of a rule that determines a floor. */
export type FloorRule = Pick<
	PricingRule,
	'fixedCost' | 'shippingCost' | 'fees' | 'minimumRatioPercent'
>;

/** The owner's own settings for one item. */
export const priceOverrideSchema = z
	.object({
		/** Yen: sell at this price, even against the rule. */
		price: wholeYen.positive().optional(),
		/** 150 = x 1.5 for this item. */
		markupPercent: z.number().int().positive().optional(),
		/** Yen: never below this, in addition to the computed floor. */
		floor: wholeYen.optional(),
		/** Leave price, visibility and stock of this item alone. */
		neverTouch: z.boolean().optional(),
	})
	.strict();

export type PriceOverride = z.infer<typeof priceOverrideSchema>;
