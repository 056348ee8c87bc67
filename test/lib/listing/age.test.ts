import { ageMs, isYounger } from '../../../lib/listing/age';

const NOW = Date.parse('2026-11-29T12:00:00Z');
const MINUTE = 60_000;
const at = (minutesAgo: number) => new Date(NOW - minutesAgo * MINUTE).toISOString();

it.each<[string, string | null | undefined, number | null]>([
	['an hour ago', at(60), 60 * MINUTE],
	['now', at(0), 0],
	['half a minute ahead, by another clock', at(-0.5), 0],
	['two minutes ahead', at(-2), null],
	['a month ahead', at(-30 * 24 * 60), null],
	['unreadable', 'yesterday', null],
	['empty', '', null],
	['null', null, null],
	['absent', undefined, null],
])('should know the age of a time that is %s', (_, time, age) => {
	expect(ageMs(time, NOW)).toBe(age);
});

it('should call nothing younger that is missing, of the limit, or in the future', () => {
	expect(isYounger(at(4.9), 5 * MINUTE, NOW)).toBe(true);
	const others = [at(5), at(-2), null, undefined].map((time) => isYounger(time, 5 * MINUTE, NOW));
	expect(others).toEqual([false, false, false, false]);
});
