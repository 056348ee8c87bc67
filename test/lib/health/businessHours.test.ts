import { isOpen, toMinutes, type HourWindow } from '../../../lib/health/businessHours';

const tokyo = (text: string) => Date.parse(`${text}:00+09:00`);
const window = (from: string, to: string, weekdays: number[] = []): HourWindow => ({
	from,
	to,
	weekdays,
});

describe('isOpen', () => {
	it('should be open always without a window', () => {
		expect(isOpen([], tokyo('2026-11-24T03:00'))).toBe(true);
	});

	it.each([
		['2026-11-24T08:59', false],
		['2026-11-24T09:00', true],
		['2026-11-24T17:59', true],
		['2026-11-24T18:00', false],
	])('should keep 09:00-18:00 at %s', (time, open) => {
		expect(isOpen([window('09:00', '18:00')], tokyo(time))).toBe(open);
	});

	// 2026-11-23 is a Monday, 2026-11-29 a Sunday.
	it.each([
		['2026-11-23T22:00', true],
		['2026-11-24T01:59', true],
		['2026-11-24T02:00', false],
		['2026-11-24T22:00', false],
		['2026-11-23T01:00', false],
	])('should carry a Monday window over midnight at %s', (time, open) => {
		expect(isOpen([window('22:00', '02:00', [1])], tokyo(time))).toBe(open);
	});

	it('should carry a Sunday window into Monday', () => {
		const sunday = [window('22:00', '02:00', [7])];
		expect(isOpen(sunday, tokyo('2026-11-30T01:00'))).toBe(true);
		expect(isOpen(sunday, tokyo('2026-12-01T01:00'))).toBe(false);
	});

	it('should be open in any of several windows', () => {
		const twice = [window('06:00', '08:00'), window('20:00', '23:00')];
		expect(isOpen(twice, tokyo('2026-11-24T21:00'))).toBe(true);
		expect(isOpen(twice, tokyo('2026-11-24T12:00'))).toBe(false);
	});

	it.each(['9', '9:5', '25:00', '09:60', 'noon', ''])('should refuse the time "%s"', (text) => {
		expect(() => toMinutes(text)).toThrow('09:00 のように');
	});
});
