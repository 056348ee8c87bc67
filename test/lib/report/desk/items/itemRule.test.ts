import { mergeItemRule } from '../../../../../lib/report/desk/items/itemRule';

const before = { price: 980, floor: 900, neverTouch: true };

describe('a rule that was typed over the one that an item has', () => {
	it.each([
		['nothing', {}, before],
		['a price alone', { price: '1080' }, { ...before, price: 1080 }],
		['an empty price', { price: '' }, { floor: 900, neverTouch: true }],
		['no price, in words', { price: 'なし' }, { floor: 900, neverTouch: true }],
		['an empty box', { neverTouch: '' }, { price: 980, floor: 900 }],
		['no longer left alone', { neverTouch: 'いいえ' }, { price: 980, floor: 900 }],
		[
			'a markup instead of the price',
			{ price: 'なし', markup: '1.5' },
			{ markupPercent: 150, floor: 900, neverTouch: true },
		],
		['all fields empty', { price: '', markup: '', floor: '', neverTouch: '' }, {}],
	])("should be the item's own for %s", (_, typed, value) => {
		expect(mergeItemRule(before, typed)).toEqual({ value, problem: null });
	});

	it.each([
		['a markup beside a kept price', before, { markup: '1.5' }, '価格に「なし」と入れて'],
		['a price beside a kept markup', { markupPercent: 150 }, { price: '980' }, '掛け率に「なし」'],
		['both', {}, { price: '980', markup: '1.5' }, '両方が入っています'],
		['a price below the kept floor', before, { price: '98' }, '下限 900円 (いまの設定) より低く'],
		['a floor above the kept price', before, { floor: '990' }, '価格 980円 (いまの設定) が'],
		['two figures', {}, { price: '980 1080' }, '価格: 「980 1080」を金額として読めません'],
	])('should be asked back for %s', (_, old, typed, problem) => {
		expect(mergeItemRule(old, typed).problem).toContain(problem);
	});

	it('should not be asked back for values that rule already', () => {
		const odd = { price: 500, floor: 900 };
		expect(mergeItemRule(odd, { neverTouch: 'はい' }).value).toEqual({ ...odd, neverTouch: true });
	});
});
