import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { BreakerLimits } from '../../../listing/guards';
import type { GuardSettings } from '../../../listing/guards';
import { defaultBreaker, defaultGuards } from '../../../listing/guards';
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
				displayName: 'Circuit Breaker',
				name: 'breaker',
				type: 'boolean',
				default: true,
				description:
					'Whether to stop a run that edits far more than usual: 1回の更新が多すぎるときに残りを止めます',
			},
			{
				displayName: 'Circuit Breaker: Minimum',
				name: 'breakerMinimum',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: defaultBreaker.minimum,
				description: '種類ごとに、この件数までは止めません',
			},
			{
				displayName: 'Circuit Breaker: Share (%)',
				name: 'breakerPercent',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: defaultBreaker.percent,
				description: '全商品のこの割合までは止めません',
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
				displayName: 'Minimum Fetch Success (%)',
				name: 'minimumSuccessPercent',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: defaultGuards.minimumSuccessPercent,
				description: '取得の成功率がこれより低い間は、古い仕入値を理由に非公開にはしません',
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
			{
				displayName: 'Spike (%)',
				name: 'spikePercent',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: defaultGuards.spikePercent,
				description:
					'これより大きな値下げは、次の取得でも同じときだけ反映します。0なら使いません。',
			},
		],
	},
];

export interface GuardParameters {
	checkIdentity?: boolean;
	breaker?: boolean;
	breakerMinimum?: number;
	breakerPercent?: number;
	maximumAnswerAgeHours?: number;
	maximumCostAgeHours?: number;
	minimumEditYen?: number;
	minimumSuccessPercent?: number;
	refillStock?: number;
	respectOwner?: boolean;
	spikePercent?: number;
}

/** Reads the guards from the node's parameters; null limits = no breaker. */
export function readGuards(context: IExecuteFunctions): {
	guards: GuardSettings;
	breaker: BreakerLimits | null;
} {
	const { guards, breaker } = readGuardChanges(
		context.getNodeParameter('guards', 0, {}) as GuardParameters,
	);
	return {
		guards: { ...defaultGuards, ...guards },
		breaker: breaker === undefined ? defaultBreaker : breaker,
	};
}

/** Returns the chosen guards; `breaker` is undefined if nobody has set it. */
export function readGuardChanges(chosen: GuardParameters): {
	guards: Partial<GuardSettings>;
	breaker: BreakerLimits | null | undefined;
} {
	const { maximumCostAgeHours, maximumAnswerAgeHours, spikePercent } = chosen;
	const { checkIdentity, respectOwner, minimumEditYen, refillStock } = chosen;
	return {
		guards: dropUnset({
			maximumCostAgeMs: nullForZero(toMs(maximumCostAgeHours)),
			maximumAnswerAgeMs: toMs(maximumAnswerAgeHours),
			minimumSuccessPercent: chosen.minimumSuccessPercent,
			spikePercent: nullForZero(spikePercent),
			...{ checkIdentity, respectOwner, minimumEditYen, refillStock },
		}),
		breaker: readBreaker(chosen),
	};
}

function readBreaker({ breaker, breakerMinimum, breakerPercent }: GuardParameters) {
	if (breaker === false) return null;
	if (breaker ?? breakerMinimum ?? breakerPercent) {
		return {
			minimum: breakerMinimum ?? defaultBreaker.minimum,
			percent: breakerPercent ?? defaultBreaker.percent,
		};
	}
	return undefined;
}

const toMs = (given: number | undefined): number | undefined =>
	given === undefined ? undefined : given * HOUR_MS;

const nullForZero = (limit: number | undefined): number | null | undefined =>
	limit === undefined || limit > 0 ? limit : null;
