import { defaultValues } from '../../../lib/ledger/rules/ruleValues';
import type { RuleAnswer } from '../../../lib/ledger/rules/runRules';
import {
	describeAnswer,
	describeProposal,
	describeQuestion,
} from '../../../lib/report/describeRules';
import { compareValues } from '../../../lib/shop/runs/compareValues';

const answer = (
	kind: RuleAnswer['kind'],
	version: number | null = null,
	count = 0,
): RuleAnswer => ({
	code: 'ABC234',
	kind,
	version,
	count,
});

it.each([
	[
		answer('approved', 2),
		'承認 ABC234 を受け付けました。これから新しいルール (版 2) で価格を決めます。',
	],
	[answer('yes', null, 1200), 'お答え ABC234 を受け付けました。1,200件に反映します。'],
	[answer('no', null, 3), 'お答え ABC234 を受け付けました。3件は今のままにします。'],
	[answer('used'), '承認 ABC234 は使用済みです。「設定」の approve を空にして構いません。'],
	[answer('void'), '承認 ABC234 は、その後にルールが変わったため使えません。'],
	[answer('unknown'), '承認 ABC234 という番号はありません。'],
])('should tell of the answer %j', (given, sentence) => {
	expect(describeAnswer(given)).toContain(sentence);
});

it('should name each value that a proposal changes, as people say it', () => {
	const { pricing, guards, filter, thresholds } = defaultValues;
	const wanted = {
		...defaultValues,
		pricing: {
			...pricing,
			tiers: [
				{ upTo: 1000, markupPercent: 160 },
				{ upTo: null, markupPercent: 140 },
			],
			fees: { rates: [290], fixed: 0 },
			minimum: null,
			maximum: null,
			rounding: 'up_980' as const,
			shippingCost: 800,
			minimumRatioPercent: 110,
		},
		guards: { ...guards, maximumCostAgeMs: null, refillStock: 3, respectOwner: false },
		filter: { ...filter, shipping: 'include' as const, maximumShipHours: 48 },
		thresholds: { ...thresholds, percent: 5 },
	};
	const proposal = {
		code: 'ABC234',
		differences: compareValues(defaultValues, wanted),
	};

	const line = describeProposal(proposal);

	expect(line).toMatch(/^「設定」の変更はまだ使っていません: /);
	for (const part of [
		'掛け率 1.3 → 1,000円まで 1.6・1.4',
		'ショップの手数料 3.6%+3%+40円 → 2.9%',
		'最低価格 500円 (引き上げる) → なし',
		'最高価格 100,000円 → なし',
		'発送の費用 0円 → 800円',
		'仕入値に対する下限 1.05倍 → 1.1倍',
		'仕入値を信じる時間 24時間 → なし',
		'在庫を戻す数 1 → 3',
		'手動の変更を尊重する オン → オフ',
		'送料のかかる出品 認めない → 送料を足して認める',
		'発送までの時間 72時間 → 48時間',
		'お知らせする値動きの割合 なし → 5%',
	]) {
		expect(line).toContain(part);
	}
	expect(line).not.toMatch(/pricing\.|guards\.|undefined|null/);
	expect(line).toMatch(
		/「設定」の approve に ABC234 を入れ、取りやめるには「設定」を元に戻してください。$/,
	);
});

it.each([
	['first_price' as const, '計算した価格にするには AAAAAA、今の価格のままにするには BBBBBB'],
	['wave' as const, '続きも行うには AAAAAA、行わないには BBBBBB'],
])('should ask a question of the kind %s with a code for each answer', (kind, words) => {
	const examples = [
		{ asin: 'B000000001', price: 3980, to: 2600, visible: null },
		{ asin: 'B000000002', price: 1300, to: null, visible: false },
	];
	const question = { kind, count: 1193, codes: { yes: 'AAAAAA', no: 'BBBBBB' }, examples };

	expect(describeQuestion(question)).toContain(words);
	expect(describeQuestion(question)).toContain('1,193件');
	expect(describeQuestion(question)).toContain(
		'(例: B000000001 3,980円 → 2,600円、B000000002 非公開)',
	);
});
