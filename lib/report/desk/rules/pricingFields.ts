import type { RuleValues } from '../../../ledger/rules/ruleValues';
import { roundingNames, roundings } from '../../../listing/pricing/rounding';
import type { PricingRule } from '../../../listing/pricing/rule';
import {
	describeFees,
	describeRatio,
	describeTierLines,
	readFees,
	readMargin,
	readRatio,
	readTiers,
	readTypedMarkup,
} from './pricingValues';
import {
	inGroup,
	makeField,
	makeYesNo,
	readChoice,
	showPercent,
	showYen,
	type SettingField,
} from './settingField';
import { readYen, readYenOrNone } from './typedValue';

const setPricing = (values: RuleValues, changes: Partial<PricingRule>): RuleValues => ({
	...values,
	pricing: { ...values.pricing, ...changes },
});

/** Fields of how prices are made. */
export const pricingFields: SettingField[] = [
	makeField<number>('markup', '掛け率', {
		hint: '仕入値に掛ける数。1.3 なら 1,000円の商品を 1,300円にします。',
		get: ({ pricing: { tiers } }) => tiers.at(-1)!.markupPercent,
		set: (values, markupPercent) =>
			setPricing(values, {
				tiers: [...values.pricing.tiers.slice(0, -1), { upTo: null, markupPercent }],
			}),
		show: describeRatio,
		read: readTypedMarkup,
	}),
	makeField<PricingRule['tiers']>('tiers', '安い価格帯の掛け率', {
		hint: '仕入値の安い部分だけ別の掛け率にするとき、「5000円まで 1.5」のように1行に1段ずつ。使わないときは空にします。',
		control: 'lines',
		get: ({ pricing: { tiers } }) => tiers.slice(0, -1),
		set: (values, lower) => setPricing(values, { tiers: [...lower, values.pricing.tiers.at(-1)!] }),
		show: describeTierLines,
		read: readTiers,
	}),
	makeField<number | null>('margin', '目標の利益率', {
		hint: '掛け率の代わりに、手数料などを引いて残る割合で決めるとき、15% のように。空なら掛け率で決めます。',
		...inGroup('pricing', 'targetMarginPercent'),
		show: showPercent,
		read: readMargin,
	}),
	makeField('fees', 'ショップの手数料', {
		hint: 'BASEの「スタンダード」(3.6% + 3% + 40円) か「グロース」(2.9%)、または手数料の合計。',
		...inGroup('pricing', 'fees'),
		show: describeFees,
		read: readFees,
	}),
	makeField<number>('fixed_cost', '1件ごとの費用', {
		hint: '梱包などの費用。価格に足します。',
		...inGroup('pricing', 'fixedCost'),
		show: showYen,
		read: readYen,
	}),
	makeField<number>('shipping_cost', '発送の費用', {
		hint: 'お客様への送料のうち、ショップが負担する額。',
		...inGroup('pricing', 'shippingCost'),
		show: showYen,
		read: readYen,
	}),
	makeField('rounding', '端数の扱い', {
		control: { choices: roundings.map((each) => [each, roundingNames[each]] as const) },
		...inGroup('pricing', 'rounding'),
		show: String,
		read: (typed) =>
			readChoice(typed, Object.fromEntries(roundings.map((each) => [each, each] as const))),
	}),
	makeYesNo('points', 'ポイントを仕入値から引く', inGroup('pricing', 'deductPoints')),
];

/** Fields of the lowest and highest prices. */
export const limitFields: SettingField[] = [
	makeField<number>('floor_ratio', '仕入値に対する下限', {
		hint: '手数料を引いても赤字にならない価格と、仕入値にこの数を掛けた価格の、高いほうを下回りません。',
		...inGroup('pricing', 'minimumRatioPercent'),
		show: describeRatio,
		read: readRatio,
	}),
	makeField<number | null>('minimum', '最低価格', {
		hint: '空なら決めません。',
		get: ({ pricing: { minimum } }) => minimum?.price ?? null,
		set: (values, price) =>
			setPricing(values, {
				minimum:
					price === null ? null : { action: values.pricing.minimum?.action ?? 'lift', price },
			}),
		show: showYen,
		read: readYenOrNone,
	}),
	makeField<'lift' | 'refuse'>('minimum_action', '最低価格に届かないとき', {
		control: {
			choices: [
				['lift', '最低価格まで引き上げる'],
				['refuse', '価格を付けず、今の価格のままにする'],
			],
		},
		get: ({ pricing: { minimum } }) => minimum?.action ?? 'lift',
		set: (values, action) =>
			setPricing(values, {
				minimum: values.pricing.minimum && { ...values.pricing.minimum, action },
			}),
		show: String,
		read: (typed) => readChoice(typed, { lift: 'lift' as const, refuse: 'refuse' as const }),
		check: (_, { pricing: { minimum } }) =>
			minimum === null
				? '最低価格が空のままです。届かないときの扱いを変えるなら、最低価格も入れてください。'
				: null,
	}),
	makeField<number | null>('maximum', '最高価格', {
		hint: 'これより高くなる商品には価格を付けず、今の価格のままにします (原価割れになれば非公開)。空なら決めません。',
		...inGroup('pricing', 'maximum'),
		show: showYen,
		read: readYenOrNone,
	}),
];
