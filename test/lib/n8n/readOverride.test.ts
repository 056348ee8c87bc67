import { readOverride } from '../../../lib/n8n/parameters/rules/readOverride';

/** Cells of a sheet are read as the desk reads what is typed there. */

const read = (override: object) => readOverride({ json: { override } } as never);

it.each<[string, object, object]>([
	['no cell', {}, {}],
	['empty cells', { price: '', markup: null, floor: undefined, never_touch: '' }, {}],
	['cells without a tick', { never_touch: false }, {}],
	['a number', { price: 2980 }, { price: 2980 }],
	['a full-width amount', { price: '２，９８０円' }, { price: 2980 }],
	['a floor', { floor: '¥2,500' }, { floor: 2500 }],
	['a markup as a number', { markup: 1.3 }, { markupPercent: 130 }],
	['a full-width markup', { markup: '１．３' }, { markupPercent: 130 }],
	['a percentage', { markup: '130%' }, { markupPercent: 130 }],
	['a factor with its unit', { markup: '1.3倍' }, { markupPercent: 130 }],
])('should read %s', (_, cells, rule) => {
	expect(read(cells)).toEqual({ override: rule, ownProblem: null });
});

it.each(['1,3', 13, 130, '1.0', 0.3, '1e3', -1, true, [1.3]])(
	'should ask back for a markup of %j',
	(markup) => {
		expect(read({ markup }).ownProblem).toContain('商品ごとのルール (override) の掛け率 (markup)');
	},
);

it.each(['980 1080', '1e3', '0x10', '-5', 2980.5, true, [2980], { yen: 1 }, '99999999999'])(
	'should ask back for a price of %j',
	(price) => {
		expect(read({ price }).ownProblem).toContain('商品ごとのルール (override) の価格: ');
	},
);

it.each(['〇', '◯', '○', '対象外', 'はい', 'ＴＲＵＥ', '１', 1, true, '✓', 'レ', 'on', ' Yes '])(
	'should leave alone what %j marks',
	(never_touch) => {
		expect(read({ never_touch }).override).toEqual({ neverTouch: true });
	},
);

it('should ask back for a mark that nobody can read, rather than not protect the item', () => {
	expect(read({ never_touch: '×?' }).ownProblem).toContain('「×?」を読めません');
});

it.each([
	[{ price: 980, markup: 1.3 }, '両方が入っています'],
	[{ price: 980, floor: 1000 }, '下限 1,000円 より低く'],
	[{ price: 0 }, '価格 0円 では販売できません'],
])('should ask back for %j, as the desk does', (cells, problem) => {
	expect(read(cells).ownProblem).toContain(problem);
});

it('should keep what protects the item beside a cell that nobody can read', () => {
	const cells = { price: '980 1080', floor: 2500, never_touch: 'はい' };
	expect(read(cells).override).toEqual({ floor: 2500, neverTouch: true });
});
