import { z } from 'zod';
import { blockListsSchema, noBlocks } from '../../listing/blocks/blockLists';
import { defaultGuards, guardSettingsSchema } from '../../listing/guards/guardSettings';
import { defaultOfferFilter, offerFilterSchema } from '../../listing/offerFilter';
import { defaultRule } from '../../listing/pricing/defaultRule';
import { assertUsableRule, requireProfit } from '../../listing/pricing/pricing';
import { priceOverrideSchema, pricingRuleSchema } from '../../listing/pricing/rule';
import { defaultThresholds, thresholdsSchema } from '../../listing/thresholds';

/** All settings of one shop's runs: every rule of the shop is declared only here. */
export const ruleValuesSchema = z
	.object({
		/** false: nothing is written to the shop. */
		live: z.boolean(),
		/** How prices are made. */
		pricing: pricingRuleSchema,
		/** Which of Amazon's offers count. */
		filter: offerFilterSchema,
		guards: guardSettingsSchema,
		thresholds: thresholdsSchema,
		/** Number of the Chatwork room; empty = none. */
		room: z.string(),
		/** Address of the desk, without a query, to which messages lead; empty = they have no links. */
		desk_url: z.string(),
		/** As the owner typed it, e.g. `9:00-21:00`; empty = always. */
		business_hours: z.string(),
		/** Items that are never sold. */
		blocked: blockListsSchema,
		/** Put below each detail; empty = nothing. */
		footer: z.string(),
		/** Share of Amazon's quota that the watch may use, percent. */
		watch_quota_percent: z.number().int().min(1).max(100),
		/** An item that Amazon has not sold for so many days is listed for the owner; the trails reach back 90. */
		dead_wood_days: z.number().int().min(7).max(90),
		/** The owner's settings for single items, by `<item_id>`. */
		items: z.record(priceOverrideSchema).readonly(),
	})
	.strict();

export type RuleValues = z.infer<typeof ruleValuesSchema>;

/** The rules if the owner has set nothing. */
export const defaultValues: RuleValues = {
	live: false,
	pricing: defaultRule,
	filter: defaultOfferFilter,
	guards: defaultGuards,
	thresholds: defaultThresholds,
	room: '',
	desk_url: '',
	business_hours: '',
	blocked: noBlocks,
	footer: '',
	watch_quota_percent: 80,
	dead_wood_days: 30,
	items: {},
};

/**
 * Brings the values of another version of this package into this one's form: fields that it did not know get
 * their defaults, and fields that are gone since are dropped.
 */
export function completeValues(stored: Partial<RuleValues>): RuleValues {
	const fields = Object.entries(defaultValues).map(([field, standard]: [string, unknown]) => {
		const found: unknown = stored[field as keyof RuleValues];
		if (found === undefined) return [field, standard];
		if (!isPlain(standard) || !isPlain(found)) return [field, found];
		const known = Object.keys(standard);
		// The items' settings are named by the items, so any name is known there.
		const kept = Object.entries(found).filter(
			([name]) => known.length === 0 || known.includes(name),
		);
		return [field, { ...standard, ...Object.fromEntries(kept) }];
	});
	return Object.fromEntries(fields) as RuleValues;
}

const isPlain = (value: unknown): value is object =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values that may be stored, or why they may not. */
export type CheckedValues =
	{ values: RuleValues; problem: null } | { values: null; problem: string };

/** Checks values: `problem` names the field and says what to do, for the owner. */
export function checkValues(given: unknown): CheckedValues {
	const parsed = ruleValuesSchema.safeParse(given);
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		const field = issue?.path.join('.') ?? '';
		return { values: null, problem: `ルールの ${field} を読めません: ${issue?.message ?? ''}` };
	}
	try {
		assertUsableRule(parsed.data.pricing);
		requireProfit(parsed.data.pricing);
	} catch (error) {
		return { values: null, problem: error instanceof Error ? error.message : String(error) };
	}
	return { values: parsed.data, problem: null };
}

/**
 * Returns the values in the form in which they may be stored.
 * @throws Error that names the field and says what to do, for the owner
 */
export function requireValues(given: unknown): RuleValues {
	const { values, problem } = checkValues(given);
	if (values === null) throw new Error(problem);
	return values;
}
