import {
	HOUR_MS,
	inGroup,
	makeField,
	makeYesNo,
	readChoice,
	showHours,
	showPercent,
	showYen,
	type SettingField,
} from './settingField';
import { readHours, readHoursOrNone, readWhole, readYen } from './typedValue';

/** Fields of the offers that the shop may buy from. */
export const filterFields: SettingField[] = [
	makeField<number>('ship_hours', '発送までの時間', {
		hint: 'Amazonの出品のうち、これより遅く発送されるものは仕入先にしません。',
		get: ({ filter: { maximumShipHours } }) => maximumShipHours * HOUR_MS,
		set: (values, ms) => inGroup('filter', 'maximumShipHours').set(values, ms / HOUR_MS),
		show: showHours,
		read: (typed) => readHours(typed, 0, 720),
	}),
	makeYesNo(
		'unstated_ship',
		'発送時期の書かれていない出品を認める',
		inGroup('filter', 'acceptUnstatedShipTime'),
	),
	makeField('paid_shipping', '送料のかかる出品', {
		control: {
			choices: [
				['free', '認めない'],
				['include', '送料を足して認める'],
			],
		},
		...inGroup('filter', 'shipping'),
		show: String,
		read: (typed) => readChoice(typed, { free: 'free' as const, include: 'include' as const }),
	}),
	makeYesNo('fba', 'Amazonが発送する出品だけにする', inGroup('filter', 'requireFba')),
	makeYesNo('prime', 'プライムの出品だけにする', inGroup('filter', 'requirePrime')),
	makeField<number>('rating', '出品者の高評価の割合', {
		hint: 'これより低い出品者は仕入先にしません。0 なら見ません。',
		...inGroup('filter', 'minimumRatingPercent'),
		show: showPercent,
		read: (typed) => readWhole(typed, { units: /%$/, least: 0, most: 100 }),
	}),
	makeField<number>('rating_count', '評価の件数', {
		hint: '評価がこの件数より少ない出品者は、割合を見ません。',
		...inGroup('filter', 'minimumRatingCount'),
		show: (count) => `${count}件`,
		read: (typed) => readWhole(typed, { units: /件$/, least: 0, most: 100_000 }),
	}),
];

/** Fields of what the runs never do. */
export const guardFields: SettingField[] = [
	makeField<number | null>('cost_age', '仕入値を信じる時間', {
		hint: 'これより長く確認できない商品は、聞き直してから非公開にします。',
		...inGroup('guards', 'maximumCostAgeMs'),
		show: showHours,
		read: (typed) => readHoursOrNone(typed, 1, 720),
	}),
	makeField<number>('answer_age', '値下げ・公開に使う確認の時間', {
		hint: 'これより古い確認では、値下げも公開もしません。',
		...inGroup('guards', 'maximumAnswerAgeMs'),
		show: showHours,
		// Under an hour, a run that BASE's limit makes wait would cut and show nothing at all.
		read: (typed) => readHours(typed, 1, 3),
	}),
	makeYesNo('identity', '別の商品に変わった疑いを止める', inGroup('guards', 'checkIdentity')),
	makeYesNo(
		'owner_wins',
		'BASEで手動で変えた価格・公開を尊重する',
		inGroup('guards', 'respectOwner'),
	),
	makeField<number>('least_edit', '更新する最小の差額', {
		hint: 'これより小さい差では更新しません (下限を下回るときは更新します)。',
		...inGroup('guards', 'minimumEditYen'),
		show: showYen,
		read: readYen,
	}),
	makeField<number>('refill', '在庫を戻す数', {
		hint: '売れた商品がAmazonにまだあるとき、在庫をこの数に戻します。',
		...inGroup('guards', 'refillStock'),
		show: (count) => `${count}個`,
		read: (typed) => readWhole(typed, { units: /個$/, least: 1, most: 999 }),
	}),
];
