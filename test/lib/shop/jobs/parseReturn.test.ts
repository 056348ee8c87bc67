import { parseReturn } from '../../../../lib/shop/jobs/parseReturn';

const read = (typed: string) => parseReturn(typed, Date.parse('2026-12-10T10:00:00+09:00'));

it.each([
	...['2026-12-29', '2026/12/29', '2026.12.29', '2026年12月29日', '2026年12月29日(火)'],
	...[
		'２０２６－１２－２９',
		'2026−12−29',
		'2026ー12ー29',
		'12/29',
		'１２／２９',
		'12月29日',
		' 12-29 ',
	],
])('should read %s as the first moment of 29 December', (typed) => {
	expect(read(typed)).toEqual({ until: '2026-12-29T00:00:00.000+09:00' });
});

it.each([
	['2027/1/5', '2027-01-05T00:00:00.000+09:00'],
	['1/5', '2027-01-05T00:00:00.000+09:00'],
	['12/9', '2027-12-09T00:00:00.000+09:00'],
	['2026-12-29T09:30:00', '2026-12-29T09:30:00.000+09:00'],
	['2026-12-29 9:30', '2026-12-29T09:30:00.000+09:00'],
	['2026-12-29T00:30:00.000Z', '2026-12-29T09:30:00.000+09:00'],
])('should read %s as %s', (typed, until) => {
	expect(read(typed)).toEqual({ until });
});

it('should read an empty field as no day', () => {
	expect(read('　')).toEqual({ until: null });
});

it.each([
	...['20', '12', '2027', '2027-02', '20261229', '2026-W52', '2026-360', '15:00', 'T20', '29日'],
	...['2026-02-30', '2/30', '13/1', '2026-12-29 25:00', '2026-12-29 夕方', '来週'],
])('should refuse %s', (typed) => {
	expect(read(typed)).toEqual({ fault: 'unreadable' });
});

it.each(['2026-12-09', '12/10', '2026-12-10 9:00'])('should call %s past', (typed) => {
	expect(read(typed)).toEqual({ fault: 'past' });
});
