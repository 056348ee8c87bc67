import { unwatched } from '../../../lib/freshness/looks';
import { findSetBack, readConfirmed, shiftLooks } from '../../../lib/freshness/setBack';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-30T12:00:00Z');
const LEAST = 5 * 60_000;
/** The clock was at 14:00 when it was set to 12:00. */
const back = { at: NOW, by: 2 * HOUR };
const found = { at: NOW, by: 2 * HOUR + LEAST };

describe('a clock that was set back', () => {
	it.each([
		['found by a look of a time to come', null, NOW + 2 * HOUR, found],
		['not found where nothing was noted', null, 0, null],
		['not taken for a time server at work', null, NOW + 4 * 60_000, null],
		['found once, though its looks stay in the time to come', back, NOW + 2 * HOUR, back],
		['found again, further back', back, NOW + 5 * HOUR, { at: NOW, by: 5 * HOUR + LEAST }],
	])('should be %s', (_, known, newest, expected) => {
		expect(findSetBack(known, newest, NOW)).toEqual(expected);
	});

	it('should bring looks to the clock as it is now, and none before all time', () => {
		const looks = { ...unwatched, looked: NOW + HOUR, confirmed: 0 };
		expect(shiftLooks(looks, back)).toMatchObject({ looked: NOW - HOUR, confirmed: 0 });
	});
});

describe('the stamp of a confirmation', () => {
	const before = { confirmed: NOW - HOUR };
	const since = { confirmed: NOW + HOUR / 2 };
	it.each([
		['as it is where the clock was never set back', NOW - HOUR, before, null, NOW - HOUR],
		['older than it says from before', NOW - HOUR, before, back, NOW - 3 * HOUR],
		['older than it says of a time to come', NOW + HOUR, before, back, NOW - HOUR],
		['as it is where a look confirmed it since', NOW + HOUR / 2, since, back, NOW + HOUR / 2],
		['as it is once that time is over', NOW + 3 * HOUR, before, back, NOW + 3 * HOUR],
	])('should count %s', (_, stamp, looks, setBack, counted) => {
		expect(readConfirmed(stamp, looks, setBack)).toBe(counted);
	});

	it('should stay unreadable if it is', () => {
		expect(readConfirmed(NaN, before, back)).toBeNaN();
	});
});
