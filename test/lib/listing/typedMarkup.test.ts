import { readMarkup } from '../../../lib/listing/pricing/typedMarkup';

const markup = (percent: number) => ({ kind: 'markup', percent });
const slip = (typed: string, likely: number | null) => ({ kind: 'slip', typed, likely });

it.each<[unknown, unknown]>([
	['1.3', markup(130)],
	['１．３', markup(130)],
	['1.3倍', markup(130)],
	['x1.3', markup(130)],
	['×1.25', markup(125)],
	['130%', markup(130)],
	['１３０％', markup(130)],
	[1.3, markup(130)],
	[2, markup(200)],
	['1.07', markup(107)],
	['9.99', markup(999)],
	['', { kind: 'empty' }],
	['  ', { kind: 'empty' }],
	[null, { kind: 'empty' }],
	[undefined, { kind: 'empty' }],
	[0, slip('0', null)],
	['-1.3', slip('-1.3', null)],
	['1', slip('1', null)],
	['1.0', slip('1.0', null)],
	['0.3', slip('0.3', 130)],
	['30%', slip('30%', 130)],
	['1,3', slip('1,3', 130)],
	['1,300', slip('1,300', 130)],
	['13', slip('13', 130)],
	['15', slip('15', 150)],
	['30', slip('30', 130)],
	['130', slip('130', 130)],
	['1300', slip('1300', null)],
	['1.3.5', slip('1.3.5', null)],
	['一点三', slip('一点三', null)],
	[NaN, slip('NaN', null)],
	[Infinity, slip('Infinity', null)],
	[{ value: 1.3 }, slip('{"value":1.3}', null)],
	['1.305', { kind: 'too_fine', typed: '1.305' }],
	['1.3 5', slip('1.3 5', null)],
	['1.3\n5', slip('1.3\n5', null)],
	['1.3²', slip('1.3²', null)],
	[' 1.3 倍 ', markup(130)],
	['1.3%', slip('1.3%', 130)],
	['1.3e2', slip('1.3e2', null)],
])('should read %j', (typed, read) => {
	expect(readMarkup(typed)).toEqual(read);
});
