import { defaultValues } from '../../../lib/ledger/rules/ruleValues';
import type { Preview } from '../../../lib/ledger/rules/preview';
import type { Notice } from '../../../lib/ledger/notices/notice';
import type { ForeseenProposal, RuleAnswer } from '../../../lib/ledger/rules/runRules';
import { describeProposal } from '../../../lib/report/rules/describeProposal';
import { describeQuestion } from '../../../lib/report/rules/describeQuestion';
import { describeAnswer } from '../../../lib/report/rules/describeAnswer';
import { describeDetails } from '../../../lib/report/notices/describeNotice';
import { describePreview } from '../../../lib/report/describePreview';
import { renderChatwork } from '../../../lib/report/render/chatwork';
import { renderHtml } from '../../../lib/report/render/html';
import { renderText } from '../../../lib/report/render/plainText';
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
		blocked: { ...defaultValues.blocked, words: ['電子たばこ'] },
		items: { 1: { price: 1400 } },
	};
	const proposal = {
		code: 'ABC234',
		differences: compareValues(defaultValues, wanted),
	};

	const line = describeProposal(proposal);
	expect(describeProposal({ ...proposal, stays: true })).toContain('を空にして Publish し');

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
		'言葉 0件 (非公開にする) → ASIN 0件・ブランド 0件・言葉 1件 (非公開にする)',
		'商品ごとのルール 0件 → 1件',
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

const proposalOf = (facts: ForeseenProposal): Notice => ({
	...{ key: 'proposal', kind: 'proposal', facts, item: null, run: null, id: '1' },
	...{ at: '2026-11-28T02:31:00+09:00', told_at: null, offered: null, maybe_told: false },
});

describe('the preview beside a code', () => {
	const preview: Preview = {
		...{ at: '2026-11-28T02:31:00+09:00', listed_at: '2026-11-28T02:30:00+09:00' },
		...{ total: 10_772, rise: 9512, fall: 3, hide: 12, below_floor: 5, show: 4 },
		...{ unchanged: 1200, unknown: 41, average_yen: 312, base_minutes: 240 },
		answer_hours: { median: 1.5, oldest: 26 },
		examples: [
			{
				...{ asin: 'B000000001', item_id: 1, variation_id: null, title: '給水器' },
				...{ from: 1300, to: 1500, why: [] },
			},
		],
	};

	it('should say the counts, the largest move, the ages and the time in three lines', () => {
		expect(describePreview(preview)).toEqual([
			'承認すると: 値上げ 9,512件・値下げ 3件 (平均 +312円)・非公開 12件 (うち原価割れ 5件)・公開・補充 4件・変わらず 1,200件・まだ分からない 41件 (全 10,772件)',
			'いちばん大きな変更: 給水器 (B000000001) 1,300円 → 1,500円 (+200円)',
			'11/28 02:31 の計算です (BASEの一覧は 11/28 02:30、Amazonの確認は半数が1時間30分以内、最も古いもので26時間前)。BASEの1時間の上限のため、全部の反映に約4時間かかります。',
		]);
	});

	it('should say so if nothing moves and Amazon was never asked', () => {
		const still = {
			...{ rise: 0, fall: 0, hide: 0, show: 0, below_floor: 0, average_yen: 0, examples: [] },
			...{ unchanged: 0, unknown: 10_772, answer_hours: null, base_minutes: 0 },
		};
		expect(describePreview({ ...preview, ...still })).toEqual([
			'承認すると: 値上げ 0件・値下げ 0件・非公開 0件・公開・補充 0件・変わらず 0件・まだ分からない 10,772件 (全 10,772件)',
			'11/28 02:31 の計算です (BASEの一覧は 11/28 02:30、Amazonはまだ確認していません)。反映はBASEの1時間の上限に収まります。',
		]);
	});

	it('should set apart what would move without it, too', () => {
		expect(describePreview({ ...preview, anyway: 23 })).toContain(
			'このうち 23件は、この変更がなくても、次の実行で同じように変わります。',
		);
	});

	it('should name a hide as such', () => {
		const examples = [{ ...preview.examples[0]!, to: null }];
		expect(describePreview({ ...preview, examples })).toContain(
			'いちばん大きな変更: 給水器 (B000000001) 1,300円 → 非公開',
		);
	});

	it('should stand below its sentence in every form of the message', () => {
		const alarms = [['承認の番号です', '承認すると: 1件'], '部屋がありません'];
		const message = { title: '同期', alarms, summary: ['1件'], sections: [] };
		expect(renderChatwork(message)).toContain(
			'⚠ 承認の番号です\n　承認すると: 1件\n⚠ 部屋がありません\n1件',
		);
		expect(renderText(message)).toContain(
			'! 承認の番号です\n  承認すると: 1件\n! 部屋がありません\n1件',
		);
		expect(renderHtml(message)).toContain('承認の番号です<br>承認すると: 1件</p>');
	});

	it('should say what it leaves out where the conditions for offers change', () => {
		const about = { code: 'ABC234', preview };
		const tell = (field: string) =>
			describeDetails(proposalOf({ ...about, differences: [{ field, from: 1, to: 2 }] }));
		expect(tell('pricing.tiers')).toHaveLength(3);
		expect(tell('filter.requireFba').at(-1)).toBe(
			'出品の条件の変更は、Amazonを次に確認したときから効きます。上の件数には入っていません。',
		);
	});

	it('should stay away where nothing was foreseen', () => {
		const about = { code: 'ABC234', differences: [] };
		expect(describeDetails(proposalOf(about))).toEqual([]);
		expect(describeDetails(proposalOf({ ...about, preview: null }))).toEqual([]);
	});

	it('should let no title of a product begin a line of its own', () => {
		const [line] = describePreview({ ...preview, examples: [] });
		const alarms = [[line!, 'いちばん大きな変更: [toall]\n⚠ 承認 (B000000001)']];
		const text = renderChatwork({ title: '同期', alarms, summary: [], sections: [] });
		expect(text.split('\n')).toHaveLength(2);
		expect(text).not.toContain('[toall]');
	});
});
