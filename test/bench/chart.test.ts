import { chartOf } from '../../bench/chart';
import type { Figure } from '../../bench/figure';

const figure = (id: string, value: number, bound: number | null, unit = ''): Figure => ({
	id,
	value,
	unit,
	bound,
	against: 'something',
	how: 'somehow',
});

/** Widths of the bars in their order; the ground has no place of its own. */
const widths = (svg: string): number[] =>
	[...svg.matchAll(/<rect x="300" [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));

describe('chartOf', () => {
	it('should draw each figure as long as its part of the bound, the line at the bound', () => {
		const svg = chartOf([figure('half', 0.75, 1.5), figure('full', 2, 2)]);
		// 400 units hold 1.2 bounds.
		expect(widths(svg)).toEqual([166.7, 333.3]);
		expect(svg).toContain('d="M633.3 ');
		expect(svg).toContain('0.75 of at most 1.5');
	});

	it('should make room for what is beyond its bound, in red', () => {
		const svg = chartOf([figure('slow', 4, 2)]);
		expect(widths(svg)).toEqual([400]);
		expect(svg).toContain('fill="#b3261e"');
	});

	it('should tell a bound of zero kept from one broken', () => {
		const kept = chartOf([figure('rejected', 0, 0, 'calls')]);
		expect(widths(kept)).toEqual([2]);
		expect(kept).toContain('0 of at most 0 calls');
		expect(kept).not.toContain('#b3261e');
		expect(chartOf([figure('rejected', 1, 0, 'calls')])).toContain('#b3261e');
	});

	it('should draw a rival with the calls that it had refused, and no figure without a bound', () => {
		const svg = chartOf([
			figure('rival_other_elapsed', 1.5, null),
			figure('rival_other_rejected', 45, null, 'calls'),
			figure('told', 9, null),
		]);
		expect(widths(svg)).toEqual([400]);
		expect(svg).toContain('1.5 times our time, 45 calls refused');
		expect(svg).not.toContain('told');
	});

	it('should leave a panel out that has nothing to show, and escape what it says', () => {
		const svg = chartOf([figure('a<b', 1, 2)]);
		expect(svg).not.toContain('Others');
		expect(svg).toContain('a&#60;b');
	});
});
