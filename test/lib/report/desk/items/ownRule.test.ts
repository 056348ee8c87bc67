import type { PriceOverride } from '../../../../../lib/listing/pricing/rule';
import type { DeskView } from '../../../../../lib/report/desk/deskShell';
import {
	explainRule,
	renderOwnRule,
	type AskedRule,
} from '../../../../../lib/report/desk/items/ownRule';
import { readDeskForm } from '../../../../support/deskForm';

const view: DeskView = {
	...{ account: 'my-shop', accounts: ['my-shop'], madeAt: '2026-11-29 13:00', done: '' },
	...{ questions: 0 },
	sign: (action, targets = [], rows = 0, state = 'rules') => ({
		...{ action, targets, rows, state, account: 'my-shop', token: 'seal' },
	}),
};

const render = (ruling: PriceOverride, asked?: AskedRule, typed = ruling) =>
	renderOwnRule(7, { ruling, typed }, view, asked).text;

describe("the meaning of an item's own rule", () => {
	it.each<[string, PriceOverride, string[]]>([
		['none', {}, ['この商品だけのルールはありません', 'ショップのルールどおり']],
		['a price', { price: 2980 }, ['価格を 2,980円 に固定', '売り切れや原価割れのときは非公開']],
		['a markup', { markupPercent: 150 }, ['掛け率 1.5 で価格を決めます']],
		['a floor', { floor: 2000 }, ['ショップのルールどおり', '下限 2,000円 より安くなるとき']],
		['a floor of 0', { floor: 0 }, ['下限 0円']],
		['a price with a floor', { price: 2980, floor: 2000 }, ['2,980円 に固定', '下限 2,000円']],
		['never touch', { neverTouch: true }, ['対象外です']],
		['never touch over a price', { price: 2980, neverTouch: true }, ['対象外です']],
		['not never touch', { neverTouch: false, price: 2980 }, ['2,980円 に固定']],
	])('should be told for %s', (_name, rule, texts) => {
		for (const text of texts) expect(explainRule(rule)).toContain(text);
	});
});

describe("the form of an item's own rule", () => {
	it('should show what rules now', () => {
		const form = readDeskForm(
			render({ markupPercent: 150, floor: 0, neverTouch: true }),
			'own_rule',
		);
		expect(form).toMatchObject({
			...{ target: '7', price: '', markup: '1.5', floor: '0', never: 'はい' },
		});
	});

	it('should be empty without a rule, with nothing to bring back', () => {
		const html = render({});
		expect(readDeskForm(html, 'own_rule')).toMatchObject({ price: '', markup: '', floor: '' });
		expect(readDeskForm(html, 'own_rule')).not.toHaveProperty('never');
		expect(html).not.toContain('自動に戻す');
	});

	it('should bring an item with a rule back', () => {
		expect(readDeskForm(render({ price: 2980 }), 'to_auto')).toMatchObject({ target: '7' });
	});

	it('should keep what was typed inert', () => {
		const hostile = '"><script>alert(1)</script>';
		const typed = { price: hostile, markup: '13', floor: '', neverTouch: 'はい' };
		const html = render({ price: 2980 }, { problem: hostile, typed });
		expect(html).not.toContain('<script');
		expect(html).toContain('まだ何も変更していません。');
		expect(readDeskForm(html, 'own_rule')).toMatchObject({
			...{ price: hostile, markup: '13', never: 'はい' },
		});
	});
});

it('should show what waits for approval, and go on from it', () => {
	const html = render({}, undefined, { price: 2980 });
	expect(html).toContain('承認待ちの変更: 価格を 2,980円 に固定');
	expect(html).toContain('value="2980"');
	expect(html).toContain('自動に戻す');
	expect(render({ price: 2980 })).not.toContain('承認待ち');
});
