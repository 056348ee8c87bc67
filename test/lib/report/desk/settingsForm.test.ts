import { defaultValues, type RuleValues } from '../../../../lib/ledger/rules/ruleValues';
import { renderChanges } from '../../../../lib/report/desk/rules/changesCard';
import {
	describeChanges,
	summarizeChange,
} from '../../../../lib/report/desk/rules/describeChanges';
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
		['maximum', ' 99,999,999 円\n', { maximum: 99_999_999 }],
		['margin', '3', { targetMarginPercent: 3 }],
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
		['minimum', '980 1080'],
		['minimum', '980\n1080'],
		['minimum', '10²'],
		['maximum', '100000000'],
		['markup', '1.3 5'],
		['markup', '1.³'],
		['floor_ratio', '1.0 5'],
		['ship_hours', '1 2'],
		['refill', '1 2'],
		['rating', '9 0'],
		['margin', '1 5'],
		['margin', '1.3'],
		['margin', '2.9'],
		['fees', '3 6%'],
		['fees', 'constructor'],
		['fees', '__proto__'],
		['hours', 'constructor 09:00-18:00'],
		['tiers', '5 000円まで 1.5'],
		['blocked_words', 'a'],
		['blocked_brands', 'ﾊﾟ'],
		['blocked_words', ' 水\u200b'],
	])('should ask back about %s typed as %p', (field, typed) => {
		const { problems } = read({ [field]: typed });
		expect([...problems.keys()]).toEqual([field]);
		expect(problems.get(field)).toMatch(/。$/);
	});

	it.each<[string, string, string]>([
		['markup', '1.3%', '130% か 1.3 のことですか'],
		['margin', '1.3', '1.3 倍のことなら「掛け率」に入れて'],
		['maximum', '4901234567894', '99,999,999円 まで'],
		['blocked_words', '水', '「水」は1文字なので'],
	])('should say of %s typed as %p: %s', (field, typed, sentence) => {
		expect(read({ [field]: typed }).problems.get(field)).toContain(sentence);
	});

	it('should keep an entry of one letter that is in the list already', () => {
		const from = { ...defaultValues, blocked: { ...defaultValues.blocked, words: ['水'] } };
		const { values, problems } = read({ blocked_words: '水\n給水器' }, from);
		expect([problems.size, values.blocked.words]).toEqual([0, ['水', '給水器']]);
	});

	it('should ask back about what happens below a lowest price that there is not', () => {
		const pricing = { ...defaultValues.pricing, minimum: null };
		const { problems } = read({ minimum_action: 'refuse' }, { ...defaultValues, pricing });
		expect(problems.get('minimum_action')).toContain('最低価格も入れてください');
	});

	const ending: RuleValues['pricing'] = {
		...defaultValues.pricing,
		minimum: { price: 500, action: 'refuse' },
	};

	it('should take the lowest price away with all that belongs to it', () => {
		const { values, problems } = read({ minimum: '' }, { ...defaultValues, pricing: ending });
		expect([problems.size, values.pricing.minimum]).toEqual([0, null]);
	});

	it('should take the lowest price together with what happens below it', () => {
		const { values, problems } = read({ minimum: '700', minimum_action: 'refuse' });
		expect(problems.size).toBe(0);
		expect(values.pricing.minimum).toEqual({ price: 700, action: 'refuse' });
	});

	it('should ask back about a lower tier that loses money, and name it', () => {
		const { problem } = read({ tiers: '1000円まで 2\n5000円まで 1.5\n90000円まで 1.01' });
		expect(problem).toContain('「90,000円まで」の掛け率 1.01 では、手数料を引くと赤字になります');
		const least = /。([\d.]+) 以上/.exec(problem!)![1]!;
		expect(
			read({ tiers: `1000円まで 2\n5000円まで 1.5\n90000円まで ${least}` }).problem,
		).toBeNull();
	});

	it('should let a tier be thin where the tiers below it earn enough', () => {
		expect(read({ tiers: '1000円まで 2\n2000円まで 1.05' }).problem).toBeNull();
	});

	it('should not ask about a tier that rules already in a form about something else', () => {
		const tiers = [
			{ upTo: 5000, markupPercent: 101 },
			{ upTo: null, markupPercent: 130 },
		];
		const from = { ...defaultValues, pricing: { ...defaultValues.pricing, tiers } };
		expect(read({ room: '5' }, from).problem).toBeNull();
		expect(read({ fixed_cost: '10' }, from).problem).toContain('赤字になります');
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
			{ kind: 'value', label: '書き込み', from: 'テスト (書き込まない)', to: '本番' },
			{
				...{ kind: 'value', label: '端数の扱い' },
				...{ from: '10円単位で四捨五入', to: '末尾80円に切り上げ' },
			},
			{
				...{ kind: 'lines', label: '扱わない言葉', from: 0, to: 4 },
				...{ added: ['a', 'b', 'c', 'd'], removed: [] },
			},
			{
				...{ kind: 'items', label: '商品ごとのルール' },
				items: [{ id: '7', words: '価格 なし → 980円', isRemoved: false }],
			},
		]);
	});

	const withWords = (...words: string[]): RuleValues => ({
		...defaultValues,
		blocked: { ...defaultValues.blocked, words },
	});

	it('should name the entries that were swapped in a list', () => {
		const [change] = describeChanges(withWords('a', 'b', 'c', 'd'), withWords('a', 'x', 'c', 'd'));
		expect(change).toMatchObject({ from: 4, to: 4, added: ['x'], removed: ['b'] });
		expect(summarizeChange(change!)).toBe('扱わない言葉 追加 1件 (「x」)、削除 1件 (「b」)');
	});

	it('should say that only the order of lines differs', () => {
		const footer = (text: string): RuleValues => ({ ...defaultValues, footer: text });
		const [change] = describeChanges(footer('a\nb\nb'), footer('b\na\nb'));
		expect(summarizeChange(change!)).toBe('商品説明の末尾に付ける文 並び順');
	});

	it('should count the copies of a line', () => {
		const footer = (text: string): RuleValues => ({ ...defaultValues, footer: text });
		const [change] = describeChanges(footer('a\nb\nb'), footer('a\nb'));
		expect(change).toMatchObject({ added: [], removed: ['b'] });
	});

	it('should name items by what changes, and those that come back apart', () => {
		const items = (of: RuleValues['items']): RuleValues => ({ ...defaultValues, items: of });
		const [change] = describeChanges(
			items({ 7: { price: 980, neverTouch: true }, 8: { floor: 900 }, 9: { markupPercent: 150 } }),
			items({ 7: { price: 98 }, 9: { markupPercent: 140, floor: 500, neverTouch: true } }),
		);
		expect(change).toMatchObject({
			items: [
				{ id: '7', words: '価格 980円 → 98円、対象外 を外す', isRemoved: false },
				{ id: '8', words: '下限 900円 を外す', isRemoved: true },
				{ id: '9', words: '掛け率 1.5 → 1.4、下限 なし → 500円、対象外 にする', isRemoved: false },
			],
		});
		expect(summarizeChange(change!)).toContain('、自動に戻す 1件 (商品ID 8)');
	});

	it('should show 50 items and 50 lines, and count the rest', () => {
		const many = Array.from({ length: 60 }, (_, index) => String(index + 1));
		const to: RuleValues = {
			...withWords(...many.map((word) => `<b>${word}</b>`)),
			items: Object.fromEntries(many.map((id) => [id, { price: 980 }])),
		};
		const html = renderChanges(describeChanges(defaultValues, to), new Map([['7', '<i>']])).text;
		expect(html.match(/価格 なし → 980円/g)).toHaveLength(50);
		expect(html.match(/&lt;b&gt;/g)).toHaveLength(50);
		expect(html.match(/ほかに 10件あります/g)).toHaveLength(2);
		expect(html).toContain('&lt;i&gt;');
		expect(html).toContain('商品ごとのルール: 追加・変更 60件');
	});

	it('should be empty for equal values', () => {
		expect(describeChanges(defaultValues, defaultValues)).toEqual([]);
	});
});
