import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { defaultOfferFilter, type OfferFilter } from '../../../listing/offerFilter';
import type { BlockLists } from '../../../listing/blocks/blockLists';
import type { CutRules } from '../../../changes/addsRisk';
import { noteOwnRules } from './noteOwnRules';
import { readBookRules } from './rulesFrom';

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

export interface OfferRules {
	/** Which offers count. */
	filter: OfferFilter;
	/** A price that differs by this much from the told one must still be told, yen. */
	owedYen: number;
	/** Share of Amazon's quotas for the watch, percent; null if the node does not follow the shop's rule book. */
	watchPercent: number | null;
	/** The shop's block lists; null if the node does not follow the shop's rule book. */
	blocked: BlockLists | null;
	/** Decides whether an offer cuts a price; null if the node does not follow the shop's rule book. */
	cutRules: CutRules | null;
}

/** Reads the rules for offers from where the node says. @throws Error if the shop's book can't be read */
export async function readOfferRules(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
): Promise<OfferRules> {
	requireSharedLimits(context);
	const book = await readBookRules(context, items);
	if (book) {
		const { filter, thresholds, pricing, guards, items: ofItems } = book.values;
		const { watch_quota_percent: watchPercent, blocked } = book.values;
		const { minimumEditYen, respectOwner } = guards;
		const cutRules = { rule: pricing, minimumEditYen, respectOwner, items: ofItems };
		return { filter, owedYen: thresholds.yen, watchPercent, blocked, cutRules };
	}
	const chosen = context.getNodeParameter('filter', 0, {}) as Partial<OfferFilter>;
	const owedYen = context.getNodeParameter('owedYen', 0, 100) as number;
	const filter = { ...defaultOfferFilter, ...chosen };
	await noteOwnRules(context, items, { filter });
	return { filter, owedYen, watchPercent: null, blocked: null, cutRules: null };
}

/** n8n can show a credential under one condition only. This node shows Redis where the limits are shared. */
function requireSharedLimits(context: IExecuteFunctions): void {
	const param = (name: string) => context.getNodeParameter(name, 0, '');
	if (param('rulesFrom') !== 'book' || param('store') !== 'redis') return;
	if (param('shareLimits') === true) return;
	throw new Error(
		'Store が Redis のときは、Share Limits (Redis) もオンにして、同じRedisの認証情報を選んでください。',
	);
}
