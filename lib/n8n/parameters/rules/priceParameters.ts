import type { INodeProperties } from 'n8n-workflow';
import type { FeePreset } from '../../../listing/pricing/fees';
import { defaultRule } from '../../../listing/pricing/defaultRule';
import { roundingNames, roundings, type Rounding } from '../../../listing/pricing/rounding';

const roundingLabels: Record<Rounding, string> = {
	half_up_10: 'Half Up to 10 Yen',
	up_10: 'Up to 10 Yen',
	up_80: 'Up to …80',
	up_90: 'Up to …90',
	up_980: 'Up to …980',
	none: 'None',
};

/** By its name in the list; the fees themselves are `defaultRule.fees`. */
const DEFAULT_FEES: FeePreset = 'base_standard';

const markupParameter: INodeProperties = {
	displayName: 'Markup',
	name: 'markup',
	type: 'number',
	typeOptions: { minValue: 0.01, numberPrecision: 2 },
	default: defaultRule.tiers[0].markupPercent / 100,
	description: '仕入値 (Amazonの価格) に掛ける率。1.3 なら 1,000円 → 1,300円。',
	hint: '13 や 1,3 のような入れ間違いは、価格を変えずにお知らせします',
};

export const roundingParameter: INodeProperties = {
	displayName: 'Rounding',
	name: 'rounding',
	type: 'options',
	options: roundings.map((value) => ({
		name: roundingLabels[value],
		value,
		description: roundingNames[value],
	})),
	default: defaultRule.rounding,
	description: '計算した価格の端数の扱い',
};

/** The options of the collection Pricing Options. */
export const priceOptions: INodeProperties[] = [
	{
		displayName: 'Deduct Points',
		name: 'deductPoints',
		type: 'boolean',
		default: defaultRule.deductPoints,
		description:
			'Whether to lower the cost by Amazon Points: Amazonポイントを仕入値から引きます (下限の計算には使いません)',
	},
	{
		displayName: 'Fixed Cost (Yen)',
		name: 'fixedCost',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: defaultRule.fixedCost,
		description: '梱包など、1件ごとにかかる費用',
	},
	{
		displayName: 'Markup Tiers',
		name: 'tiers',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		default: {},
		placeholder: 'Add tier',
		description:
			'仕入値の段階ごとの率。各段はその部分の金額だけに掛かるので、境目で価格が逆転しません。最後の段より上は Markup を使います。',
		options: [
			{
				displayName: 'Tier',
				name: 'tier',
				values: [
					{
						displayName: 'Up To (Yen)',
						name: 'upTo',
						type: 'number',
						default: 1000,
						description: 'この金額までの部分',
					},
					{
						displayName: 'Markup',
						name: 'markup',
						type: 'number',
						typeOptions: { numberPrecision: 2 },
						default: 1.4,
						description: 'その部分に掛ける率',
					},
				],
			},
		],
	},
	{
		displayName: 'Maximum Price (Yen)',
		name: 'maximum',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: defaultRule.maximum,
		description:
			'これより高い価格は付けません (安くして売ることもしません)。今の価格が原価割れなら非公開、そうでなければそのままです。0なら上限なし。',
	},
	{
		displayName: 'Minimum Price (Yen)',
		name: 'minimum',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: defaultRule.minimum.price,
		description: 'これより安い価格は、この金額まで引き上げます。0なら下限なし。',
	},
	{
		displayName: 'Minimum Price Action',
		name: 'minimumAction',
		type: 'options',
		options: [
			{ name: 'Lift', value: 'lift', description: '最低価格まで引き上げます' },
			{
				name: 'Refuse',
				value: 'refuse',
				description: '価格を付けません。今の価格が原価割れなら非公開、そうでなければそのままです。',
			},
		],
		default: defaultRule.minimum.action,
		description: '最低価格に届かないときの扱い',
	},
	{
		displayName: 'Minimum Ratio to Cost',
		name: 'minimumRatio',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 2 },
		default: defaultRule.minimumRatioPercent / 100,
		description: '販売価格は仕入値のこの倍率を下回りません',
	},
	{
		displayName: 'Shipping Cost (Yen)',
		name: 'shippingCost',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: defaultRule.shippingCost,
		description: 'お客様への発送にかかる費用',
	},
	{
		displayName: 'Shop Fees',
		name: 'fees',
		type: 'options',
		options: [
			{
				name: 'BASE Standard Plan (3.6% + 40 Yen, 3%)',
				value: 'base_standard',
				description: 'スタンダードプランの手数料',
			},
			{
				name: 'BASE Growth Plan (2.9%)',
				value: 'base_growth',
				description: 'グロースプランの手数料',
			},
			{ name: 'None', value: 'none', description: '手数料を計算に入れません' },
		],
		default: DEFAULT_FEES,
		description: '原価割れを判断するときに引く手数料',
	},
	{
		displayName: 'Target Margin (%)',
		name: 'targetMargin',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 90 },
		default: 0,
		description: '掛け率の代わりに、手数料と費用を引いた利益率で決めます。0なら掛け率を使います。',
	},
];

/** The pricing rule, for a node that has its own. */
export const ruleParameters: INodeProperties[] = [
	markupParameter,
	roundingParameter,
	{
		displayName: 'Pricing Options',
		name: 'pricing',
		type: 'collection',
		placeholder: 'Add pricing option',
		default: {},
		options: priceOptions,
	},
];
