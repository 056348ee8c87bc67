import { defaultValues, type RuleValues } from '../../../../lib/ledger/rules/ruleValues';
import { describeChanges } from '../../../../lib/report/desk/rules/describeChanges';
import { readSettings, showSettings } from '../../../../lib/report/desk/rules/settingsForm';

const read = (typed: Record<string, string>, from: RuleValues = defaultValues) =>
	readSettings({ ...showSettings(from), ...typed }, from);

describe('the typed settings', () => {
	it('should be the same values when nothing was typed', () => {
		expect(read({})).toEqual({
			...{ values: defaultValues, problems: new Map(), problem: null, missing: [] },
		});
	});

	it.each<[string, string, object]>([
		['markup', '１．３５', { tiers: [{ upTo: null, markupPercent: 135 }] }],
		['markup', '140%', { tiers: [{ upTo: null, markupPercent: 140 }] }],
		['markup', '1.4倍', { tiers: [{ upTo: null, markupPercent: 140 }] }],
		['margin', '１５％', { targetMarginPercent: 15 }],
		['fees', 'グロース', { fees: { rates: [290], fixed: 0 } }],
		['fees', '3.6％＋40円', { fees: { rates: [360], fixed: 40 } }],
		['fixed_cost', '¥1,200', { fixedCost: 1200 }],
		['minimum', 'なし', { minimum: null }],
		['maximum', '２０００００円', { maximum: 200_000 }],
		['floor_ratio', '110%', { minimumRatioPercent: 110 }],
	])('should read %s typed as %p', (field, typed, pricing) => {
		const { values, problems, problem } = read({ [field]: typed });
		expect([...problems, problem]).toEqual([null]);
		expect(values.pricing).toMatchObject(pricing);
	});

	it('should read tiers one a line', () => {
		const { values } = read({ tiers: '１，０００円まで　2\r\n5000円まで 1.5' });
		expect(values.pricing.tiers).toEqual([
			{ upTo: 1000, markupPercent: 200 },
			{ upTo: 5000, markupPercent: 150 },
			{ upTo: null, markupPercent: 130 },
		]);
	});

	it.each([
		['markup', '1,3'],
		['markup', '13'],
		['markup', '1.0'],
		['fixed_cost', '1.200'],
		['fixed_cost', '-5'],
		['minimum', '1,20'],
		['margin', '150'],
		['fees', '3.6'],
		['tiers', '1.5'],
		['ship_hours', '三日'],
		['answer_age', '4'],
		['refill', '0'],
		['blocked_asins', 'B00'],
		['room', 'my room'],
		['hours', '9時から'],
		['rounding', 'other'],
	])('should ask back about %s typed as %p', (field, typed) => {
		const { problems } = read({ [field]: typed });
		expect([...problems.keys()]).toEqual([field]);
		expect(problems.get(field)).toMatch(/。$/);
	});

	it('should name what several fields together make impossible', () => {
		expect(read({ minimum: '5000', maximum: '3000' }).problem).toContain('最低販売価格');
	});

	it('should name the fields that the form did not bring', () => {
		const { markup: _, ...typed } = showSettings(defaultValues);
		expect(readSettings(typed, defaultValues).missing).toEqual(['markup']);
	});
});

describe('the difference of two versions', () => {
	it('should name each changed value in the words of its field', () => {
		const to: RuleValues = {
			...defaultValues,
			live: true,
			pricing: { ...defaultValues.pricing, rounding: 'up_80' },
			blocked: { ...defaultValues.blocked, words: ['a', 'b', 'c', 'd'] },
			items: { 7: { price: 980 } },
		};
		expect(describeChanges(defaultValues, to)).toEqual([
			{ label: '書き込み', from: 'テスト (書き込まない)', to: '本番' },
			{ label: '端数の扱い', from: '10円単位で四捨五入', to: '末尾80円に切り上げ' },
			{ label: '扱わない言葉', from: 'なし', to: '4行' },
			{ label: '商品ごとのルール (1件の追加・変更・削除)', from: '0件', to: '1件' },
		]);
	});

	it('should be empty for equal values', () => {
		expect(describeChanges(defaultValues, defaultValues)).toEqual([]);
	});
});
