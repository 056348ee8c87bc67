import fc from 'fast-check';
import {
	addStart,
	findFreshMs,
	findRestMs,
	guessInterval,
} from '../../../../lib/ledger/runs/interval';

/** The times that follow from the interval of a workflow. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const every = (ms: number) => ({ shortest_ms: ms, longest_ms: ms });

it('should keep the times of the shop of 10,000 items as they were typed for it', () => {
	expect(findFreshMs(every(3 * HOUR), 72 * MINUTE)).toBe(90 * MINUTE);
	expect(findRestMs(every(3 * HOUR))).toBe(150 * MINUTE);
});

it.each([
	['a short run', 2 * HOUR, 5 * MINUTE, 60],
	['a long run', 2 * HOUR, 72 * MINUTE, 40],
	['a run as long as its interval', 2 * HOUR, 2 * HOUR, 20],
	['a run longer than that', 2 * HOUR, 5 * HOUR, 20],
])('should go by what %s leaves of the interval', (_, interval, took, expected) => {
	expect(findFreshMs(every(interval), took)).toBe(expected * MINUTE);
});

it('should take half the interval before the first run', () => {
	expect(findFreshMs(every(3 * HOUR), null)).toBe(90 * MINUTE);
});

it('should go by the shortest distance of an uneven schedule', () => {
	const uneven = { shortest_ms: 3 * HOUR, longest_ms: 15 * HOUR };
	expect([findFreshMs(uneven, null), findRestMs(uneven)]).toEqual([90 * MINUTE, 150 * MINUTE]);
});

it('should give the last item of a run its turn in the next, as fast as that may be', () => {
	const run = fc.integer({ min: 1, max: 100 });
	fc.assert(
		fc.property(fc.integer({ min: 10, max: 7 * 24 * 60 }), run, run, (interval, one, two) => {
			const ms = interval * MINUTE;
			// Up to five sixths of the interval, and the next not faster by more than it leaves.
			const took = (ms * one * 5) / 600;
			const next = Math.max(took - (ms - took) / 6, (ms * two * 5) / 600);
			const ageAtItsTurn = ms - took + next;
			expect(findFreshMs(every(ms), took)).toBeLessThanOrEqual(ageAtItsTurn);
		}),
	);
});

it('should guess the interval by the median of the distances', () => {
	const starts = [0, 3, 6, 7, 9, 12, 24].map((hours) => hours * HOUR);
	expect(guessInterval(starts)).toEqual(every(3 * HOUR));
	expect(guessInterval([HOUR])).toBeNull();
	expect(guessInterval([])).toBeNull();
});

it('should keep the starts of the last days alone', () => {
	const starts = Array.from({ length: 40 }, (_, index) => index * 3 * HOUR);
	const kept = starts.reduce<number[]>((all, at) => addStart(all, at), []);
	expect(kept).toEqual(starts.slice(-12));
	expect(addStart(kept, starts.at(-1)! + 5 * DAY)).toHaveLength(1);
});

it('should leave out starts that a wrong clock dated ahead', () => {
	expect(addStart([HOUR, 9 * DAY], 2 * HOUR)).toEqual([HOUR, 2 * HOUR]);
});
