import { isWithin, reportOf, rounded, tableOf, type Figure } from '../../bench/figure';

const figure = (changes: Partial<Figure> = {}): Figure => ({
	id: 'cache_read',
	value: 0.99,
	unit: '',
	bound: 1.5,
	against: 'the same read',
	how: 'median of 3',
	...changes,
});

describe('isWithin', () => {
	it.each([
		[1.49, 1.5, true],
		[1.5, 1.5, true],
		[1.501, 1.5, false],
		[0, 0, true],
		[1, 0, false],
		[99, null, true],
	])('should take %p with bound %p as %p', (value, bound, expected) => {
		expect(isWithin(figure({ value, bound }))).toBe(expected);
	});
});

describe('tableOf', () => {
	it('should line the columns up under their heads', () => {
		const rows = [
			figure(),
			figure({
				id: 'rejected',
				value: 0,
				unit: 'calls',
				bound: null,
				against: 'all',
				how: 'count',
			}),
		];
		expect(tableOf(rows).split('\n')).toEqual([
			'figure      value    bound   against        how',
			'cache_read  0.99     <= 1.5  the same read  median of 3',
			'rejected    0 calls  -       all            count',
		]);
	});
});

describe('reportOf', () => {
	const figures = [figure(), figure({ id: 'too_much', value: 2 })];

	it('should put one JSON array with every field on the last line', () => {
		const last = reportOf(figures, { json: true }).split('\n').at(-1)!;
		const parsed = JSON.parse(last) as Figure[];
		expect(parsed).toEqual(figures);
		expect(Object.keys(parsed[0]!)).toEqual(['id', 'value', 'unit', 'bound', 'against', 'how']);
	});

	it('should name what missed its bound, after the table', () => {
		expect(reportOf(figures, { json: false }).split('\n')[3]).toBe('beyond their bound: too_much');
		expect(reportOf([figure()], { json: false })).not.toContain('beyond');
	});

	it('should give an array even where nothing was measured', () => {
		expect(reportOf([], { json: true }).split('\n').at(-1)).toBe('[]');
	});
});

describe('rounded', () => {
	it('should keep three places', () => {
		expect(rounded(1.23456)).toBe(1.235);
		expect(rounded(2)).toBe(2);
	});
});
