import fc from 'fast-check';
import type { TrailPoint } from '../../../../lib/listing/trail';
import { findTicks, renderItemChart } from '../../../../lib/report/desk/itemChart';

const TO = Date.parse('2026-11-29T03:00:00Z');
const DAY = 86_400_000;
const FROM = TO - 90 * DAY;

const point = (days: number, price: number | null, is_on: boolean | null = true): TrailPoint => ({
	...{ at: TO - days * DAY, price, is_on },
});
const render = (shop: TrailPoint[], amazon: TrailPoint[] = []) =>
	renderItemChart({ shop, amazon, from: FROM, to: TO }).text;
const paths = (html: string) => [...html.matchAll(/<path class="([^"]*)" d="([^"]*)"/g)];

describe('the chart of an item', () => {
	it('should be empty without any price', () => {
		expect(render([], [point(3, null, false), point(0, null, null)])).toBe('');
	});

	it('should say the ends of both courses to those who do not see it', () => {
		const html = render(
			[point(50, 2600), point(2, 3120), point(0, 3120)],
			[point(50, 2000), point(2, 2400)],
		);
		expect(html).toContain('aria-label="販売価格 2,600円 → 3,120円、仕入値 2,000円 → 2,400円"');
	});

	it('should begin at the left edge with what was so before', () => {
		const [[, , path]] = paths(render([point(200, 2600), point(0, 2600)])) as [RegExpMatchArray];
		expect(path).toMatch(/^M58 /);
	});

	it('should draw a line as dashed while the item is not to be had, at its last price', () => {
		const html = render([], [point(50, 2000), point(20, null, false), point(10, 2100)]);
		expect(paths(html).map(([, names]) => names)).toEqual([
			...['line warn on', 'line warn off', 'line warn on'],
		]);
		expect(html).toContain('仕入値 2,000円 (なし)');
	});

	it('should draw nothing for what came before the time', () => {
		expect(paths(render([point(200, 2600), point(100, 2700), point(0, 2700)]))).toHaveLength(1);
	});

	it('should draw one line for a price that never moved', () => {
		expect(paths(render([point(30, 2600), point(0, 2600)]))).toHaveLength(1);
	});

	it('should name no time twice below it, the last day included', () => {
		const html = render([point(50, 2600), point(0, 2600)]);
		const days = [...html.matchAll(/>(\d+\/\d+)</g)].map(([, day]) => day);
		expect(days).toContain('11/29');
		expect(new Set(days).size).toBe(days.length);
	});

	it('should fit a chart of a few minutes', () => {
		const at = TO - 60_000;
		const html = renderItemChart({
			...{ shop: [{ at, price: 2600, is_on: true }], amazon: [], from: at, to: TO },
		}).text;
		expect(html).not.toMatch(/NaN|Infinity/);
	});

	it('should have two to eight round amounts around any prices', () => {
		const yen = fc.integer({ min: 0, max: 10_000_000 });
		fc.assert(
			fc.property(yen, yen, (one, other) => {
				const [low, high] = [Math.min(one, other), Math.max(one, other)];
				const ticks = findTicks(low, high);
				expect(ticks.length).toBeGreaterThanOrEqual(2);
				expect(ticks.length).toBeLessThanOrEqual(8);
				expect(ticks[0]).toBeLessThanOrEqual(low);
				expect(ticks.at(-1)).toBeGreaterThanOrEqual(high);
				expect(ticks.every(Number.isInteger)).toBe(true);
			}),
		);
	});
});
