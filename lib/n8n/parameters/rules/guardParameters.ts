import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { GuardSettings } from '../../../listing/guards/guardSettings';
import { defaultGuards } from '../../../listing/guards/guardSettings';
import { dropUnset } from './dropUnset';

const HOUR_MS = 3_600_000;

const hours = (ms: number): number => ms / HOUR_MS;

export const guardParameters: INodeProperties[] = [
	{
		displayName: 'Guards',
		name: 'guards',
		type: 'collection',
		placeholder: 'Add guard setting',
		default: {},
		description: '損失や誤更新を防ぐ仕組みの設定。触らなければ安全な既定値で動きます。',
		options: [
			{
				displayName: 'Check Identity',
				name: 'checkIdentity',
				type: 'boolean',
				default: defaultGuards.checkIdentity,
				description:
					'Whether to hold items whose brand and title changed: 別の商品に変わった疑いのある商品を保留します',
			},
			{
				displayName: 'Maximum Answer Age (Hours)',
				name: 'maximumAnswerAgeHours',
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 1 },
				default: hours(defaultGuards.maximumAnswerAgeMs),
				description: '値下げ・公開・在庫補充に必要な、Amazonで確認してからの時間の上限',
			},
			{
				displayName: 'Maximum Cost Age (Hours)',
				name: 'maximumCostAgeHours',
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 1 },
				default: hours(defaultGuards.maximumCostAgeMs),
				description: '仕入値をこの時間確認できなければ非公開にします。0なら使いません。',
			},
			{
				displayName: 'Minimum Edit (Yen)',
				name: 'minimumEditYen',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: defaultGuards.minimumEditYen,
				description: 'BASEの価格との差がこれより小さければ更新しません (原価割れのときは必ず更新)',
			},
			{
				displayName: 'Refill Stock To',
				name: 'refillStock',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: defaultGuards.refillStock,
				description: '売れて在庫0になった商品を、Amazonに在庫があるときに戻す数',
			},
			{
				displayName: 'Respect Owner',
				name: 'respectOwner',
				type: 'boolean',
				default: defaultGuards.respectOwner,
				description:
					'Whether to keep what was set by hand in the shop: 手動で変えた価格や非公開を、原価割れでない限り尊重します',
			},
		],
	},
];

export interface GuardParameters {
	checkIdentity?: boolean;
	maximumAnswerAgeHours?: number;
	maximumCostAgeHours?: number;
	minimumEditYen?: number;
	refillStock?: number;
	respectOwner?: boolean;
}

/** Reads the guards from the node's parameters. */
export const readGuards = (context: IExecuteFunctions): GuardSettings => ({
	...defaultGuards,
	...readGuardChanges(context.getNodeParameter('guards', 0, {}) as GuardParameters),
});

/** Returns the guards that were chosen. */
export function readGuardChanges(chosen: GuardParameters): Partial<GuardSettings> {
	const { checkIdentity, respectOwner, minimumEditYen, refillStock } = chosen;
	return dropUnset({
		maximumCostAgeMs: nullForZero(toMs(chosen.maximumCostAgeHours)),
		maximumAnswerAgeMs: toMs(chosen.maximumAnswerAgeHours),
		...{ checkIdentity, respectOwner, minimumEditYen, refillStock },
	});
}

const toMs = (given: number | undefined): number | undefined =>
	given === undefined ? undefined : given * HOUR_MS;

const nullForZero = (limit: number | undefined): number | null | undefined =>
	limit === undefined || limit > 0 ? limit : null;
