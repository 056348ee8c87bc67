import { findRest } from '../../lib/n8n/watch/slice';

/** The watch rests to the end of its minute, and for no longer where the clock was set back meanwhile. */

const NOON = Date.parse('2026-11-24T12:00:00Z');
const HOUR = 3_600_000;

it.each([
	['what is left of the minute', 20_000, 20_000],
	['nothing after its end', -5_000, 0],
	['a minute after the clock was set back by 6 hours', 6 * HOUR, 60_000],
])('should rest for %s', (_, left, rest) => {
	expect(findRest(NOON + left, NOON)).toBe(rest);
});
