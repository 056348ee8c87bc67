import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { RuleChanges, RunSettings } from '../../../ledger/rules/runRules';
import { defaultMarkup } from '../../../listing/pricing/defaultRule';
import { defaultThresholds } from '../../../listing/thresholds';
import type { OfferFilter } from '../../../listing/offerFilter';
import { filterOptions } from './filterOptions';
import { guardParameters, readGuardChanges, type GuardParameters } from './guardParameters';
import { priceOptions, roundingParameter } from './priceParameters';
import {
	readFloor,
	readLowerTiers,
	readPricing,
	requireMarkup,
	toProblem,
	type PricingParameters,
} from './readRule';
import { bookOption } from './rulesFrom';
import { readThresholdChanges, type ThresholdParameters } from './readThresholds';

export type RulesFrom = 'here' | 'settings' | 'book';

const show = { operation: ['start'], rulesFrom: ['settings'] };

/** The rules of a shop, as the workflow that has the shop's settings gives them. */
export const runSettingsParameters: INodeProperties[] = [
	{
		displayName: 'Rules',
		name: 'rulesFrom',
		type: 'options',
		options: [
			bookOption,
			{
				name: "Settings of the Shop's Rule Book",
				value: 'settings',
				description:
					'ここの項目でショップのルールを決めます。一度本番で動いた後の変更は、承認されてから使います。',
			},
			{
				name: 'Set in Each Node',
				value: 'here',
				description: 'ルールは、それぞれのノードの項目で決めます',
			},
		],
		default: 'here',
		displayOptions: { show: { operation: ['start'] } },
		description: '価格や保護のルールをどこで決めるか',
	},
	{
		displayName: 'Markup',
		name: 'markup',
		type: 'string',
		default: '',
		placeholder: '1.3',
		displayOptions: { show },
		description: `仕入値 (Amazonの価格) に掛ける率。1.3 なら 1,000円 → 1,300円。空なら今のルールのまま (最初は ${defaultMarkup}) です。`,
		hint: '一度本番で動いた後の変更は、お知らせに書かれた番号を Approve に入れてから使います',
	},
	{
		displayName: 'Approve',
		name: 'approve',
		type: 'string',
		default: '',
		displayOptions: { show },
		description: 'お知らせに書かれた承認の番号。いくつでも、空白で区切って入れられます。',
	},
	{
		displayName: 'Pricing Options',
		name: 'pricing',
		type: 'collection',
		placeholder: 'Add pricing option',
		default: {},
		displayOptions: { show },
		description: '価格の決めかた。足さなかった項目は、今のルールのままです。',
		options: [...priceOptions, roundingParameter],
	},
	{
		displayName: 'Offer Filter',
		name: 'filter',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		displayOptions: { show },
		description: '仕入れ先として認める出品。足さなかった項目は、今のルールのままです。',
		options: filterOptions,
	},
	...guardParameters.map((property) => ({ ...property, displayOptions: { show } })),
	{
		displayName: 'Thresholds',
		name: 'thresholds',
		type: 'collection',
		placeholder: 'Add threshold',
		default: {},
		displayOptions: { show },
		description: 'お知らせする値動きの大きさ。足さなかった項目は、今のルールのままです。',
		options: [
			{
				displayName: 'Price Change (%)',
				name: 'percent',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 0,
				description: 'この割合以上動いたときも知らせます。0なら金額だけで判断します。',
			},
			{
				displayName: 'Price Change (Yen)',
				name: 'yen',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: defaultThresholds.yen,
				description: 'この金額以上動いたときに知らせます',
			},
			{
				displayName: 'Watch News (Minutes)',
				name: 'watchNewsMinutes',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 1440 },
				default: defaultThresholds.watchNewsMinutes,
				description:
					'値動きチェックのお知らせをまとめる間隔。すぐに確認が必要なことは、待たずに知らせます。0ならいつもすぐに知らせます。',
			},
		],
	},
];

/** Reads the settings of a shop; what can't be read is named in `problem`, and the rest applies. */
export function readRunSettings(
	context: IExecuteFunctions,
	places: Pick<RunSettings, 'dryRun' | 'room' | 'typedRoom' | 'businessHours'>,
): RunSettings {
	const read = <T>(name: string): T => context.getNodeParameter(name, 0, {}) as T;
	const pricing = read<PricingParameters>('pricing');
	const others = {
		guards: readGuardChanges(read<GuardParameters>('guards')),
		filter: read<Partial<OfferFilter>>('filter'),
		thresholds: readThresholdChanges(read<ThresholdParameters>('thresholds')),
	};
	const settings = {
		...places,
		approve: String(context.getNodeParameter('approve', 0, '') ?? ''),
		isManual: context.getMode() === 'manual',
	};
	try {
		const prices = readPrices(context.getNodeParameter('markup', 0, ''), pricing);
		return { ...settings, changes: { ...others, ...prices }, problem: null };
	} catch (error) {
		const changes = { ...others, pricing: readFloor(pricing) };
		return { ...settings, changes, problem: toProblem(error) };
	}
}

/** @throws Error that says what to correct */
function readPrices(
	typed: unknown,
	pricing: PricingParameters,
): Pick<RuleChanges, 'pricing' | 'markup'> {
	const lower = readLowerTiers(pricing);
	const isEmpty = typed === undefined || typed === null || String(typed).trim() === '';
	return {
		pricing: readPricing(pricing),
		markup: {
			...(isEmpty ? {} : { top: requireMarkup(typed) }),
			...(lower.length === 0 ? {} : { lower }),
		},
	};
}
