import { judgeDeath, isDead, isResting, seenGone } from '../../../lib/listing/gone';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-24T09:00:00Z');
const at = (hours: number) => new Date(START + hours * HOUR).toISOString();
const gone = (since: number, seen: number) => ({ since: at(since), seen_at: at(seen) });

describe('a product that Amazon calls unknown', () => {
	it.each([
		['never', null, false],
		['for 23 hours', gone(0, 23), false],
		['for 24 hours', gone(0, 24), true],
	])('should be dead after a day (%s)', (_, known, dead) => {
		expect(isDead(known)).toBe(dead);
	});

	it.each([
		['alive', null, 1, false],
		['not yet dead', gone(0, 21), 22, false],
		['dead, asked an hour ago', gone(0, 24), 25, true],
		['dead, asked 21 hours ago', gone(0, 24), 45, true],
		['dead, asked 22 hours ago', gone(0, 24), 46, false],
		['dead, asked by a clock that was ahead', gone(0, 24), 20, false],
	])('should be asked once a day when dead (%s)', (_, known, now, rests) => {
		expect(isResting(known, START + now * HOUR)).toBe(rests);
	});

	it('should keep the time of the first such answer', () => {
		const first = seenGone(null, at(0));
		expect(seenGone(first, at(3))).toEqual(gone(0, 3));
	});

	it('should begin anew where the first time is one to come', () => {
		expect(seenGone(gone(50, 50), at(3))).toEqual(gone(3, 3));
	});

	it.each([
		['another answer', null, 'in_stock', 30, null],
		['the first time', null, 'gone', 0, null],
		['23 hours later', gone(0, 20), 'gone', 23, null],
		['24 hours later', gone(0, 21), 'gone', 24, 'now'],
		['later still', gone(0, 24), 'gone', 48, 'before'],
	] as const)('should die once (%s)', (_, known, status, hours, death) => {
		expect(judgeDeath(known, { status, fetched_at: at(hours) })).toBe(death);
	});
});
