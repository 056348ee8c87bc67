import type { INodeProperties } from 'n8n-workflow';
import { defaultOfferFilter, type OfferFilter } from '../../../listing/offerFilter';

export const filterOptions: INodeProperties[] = [
	{
		displayName: 'Accept Unstated Ship Time',
		name: 'acceptUnstatedShipTime',
		type: 'boolean',
		default: defaultOfferFilter.acceptUnstatedShipTime,
		description:
			'Whether to accept offers that do not say when they ship: 発送時期の記載がない出品 (招待制など) も認めます',
	},
	{
		displayName: 'Maximum Ship Hours',
		name: 'maximumShipHours',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: defaultOfferFilter.maximumShipHours,
		description: 'この時間以内に発送される出品だけを認めます (届くまでの時間ではありません)',
	},
	{
		displayName: 'Minimum Rating (%)',
		name: 'minimumRatingPercent',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		default: defaultOfferFilter.minimumRatingPercent,
		description: '出品者の高評価の割合。0なら見ません。評価の件数が少ない出品者には使いません。',
	},
	{
		displayName: 'Minimum Rating Count',
		name: 'minimumRatingCount',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: defaultOfferFilter.minimumRatingCount,
		description: '評価の割合を信じるのに必要な評価の件数',
	},
	{
		displayName: 'Require FBA',
		name: 'requireFba',
		type: 'boolean',
		default: defaultOfferFilter.requireFba,
		description:
			'Whether to accept only offers shipped by Amazon: Amazonが発送する出品だけを認めます',
	},
	{
		displayName: 'Require Prime',
		name: 'requirePrime',
		type: 'boolean',
		default: defaultOfferFilter.requirePrime,
		description: 'Whether to accept only Prime offers: プライム対象の出品だけを認めます',
	},
	{
		displayName: 'Shipping',
		name: 'shipping',
		type: 'options',
		options: [
			{ name: 'Free Only', value: 'free', description: '送料無料の出品だけを認めます' },
			{ name: 'Count Into Cost', value: 'include', description: '送料を仕入値に足して認めます' },
		],
		default: defaultOfferFilter.shipping,
		description: '送料のかかる出品の扱い',
	},
];

/** Returns the node's filter: the defaults, except for the person's choices. */
export const filterFrom = (chosen: Partial<OfferFilter>): OfferFilter => ({
	...defaultOfferFilter,
	...chosen,
});
