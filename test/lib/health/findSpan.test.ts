import { noRuns } from '../../../lib/ledger/runs/runMemory';
import { findSchedule } from '../../../lib/n8n/schedule/findSchedule';
import { parseRules } from '../../../lib/n8n/schedule/parseRules';
import { findSpan, watchedRuns } from '../../../lib/health/health';

/** How long a schedule may go without a success, by the starts that it has next. */

const HOUR = 3_600_000;
const tokyo = (text: string) => Date.parse(`${text}+09:00`);

/** The memory of a run that this rule has just started. */
const startedAt = (text: string, rule: object) => {
	const at = tokyo(text);
	const schedule = findSchedule(parseRules({ rule: { interval: [rule] } })!, at, 'Asia/Tokyo')!;
	return { ...noRuns, ...schedule, last_scheduled_at: at, first_seen_at: at };
};
const office = { field: 'cronExpression', expression: '0 9-17 * * 1-5' };
const threeHours = { field: 'hours', hoursInterval: 3 };
const asScheduled = { intervalMs: null };
const hours = (memory: ReturnType<typeof startedAt>, starts = 2) =>
	findSpan(memory, asScheduled, starts) / HOUR;

it.each([
	['on a Tuesday', '2026-11-24T10:00:02', 2],
	['on a Friday, at the end', '2026-11-27T17:00:02', 65],
	['over night', '2026-11-24T17:00:02', 17],
])('should wait for two starts of office hours %s', (_, at, expected) => {
	expect(Math.round(hours(startedAt(at, office)))).toBe(expected);
});

it('should wait for two intervals, whatever the minute that n8n chose, or whenever n8n started', () => {
	expect(hours(startedAt('2026-11-24T12:37:10', threeHours))).toBe(6);
	expect(hours(startedAt('2026-11-24T11:05:00', threeHours))).toBe(6);
});

it('should go by the longest distance beyond the starts that are known', () => {
	expect(hours(startedAt('2026-11-24T12:00:00', threeHours), 20)).toBe(60);
});

it('should take 3 hours where nothing is known, and what a person typed before anything', () => {
	expect(hours({ ...noRuns } as ReturnType<typeof startedAt>)).toBe(6);
	const typed = { intervalMs: HOUR };
	expect(findSpan(startedAt('2026-11-24T12:00:00', threeHours), typed, 2)).toBe(2 * HOUR);
});

it('should ask for no price that is newer than the schedule lets it be', () => {
	const rules = { workflow: '', ignored: [], intervalMs: null, periods: 2 };
	const limit = (maximumAge: number, memory: ReturnType<typeof startedAt>) => {
		const memories = new Map([['sync/my-shop', memory]]);
		const all = watchedRuns(
			memories,
			{ ...rules, maximumAgeMs: maximumAge * HOUR },
			memory.last_scheduled_at,
		);
		return all[0]!.maximumAgeMs / HOUR;
	};
	const daily = startedAt('2026-11-24T04:00:00', { field: 'days', triggerAtHour: 4 });
	expect(limit(12, daily)).toBe(36);
	expect(limit(12, startedAt('2026-11-24T12:00:00', threeHours))).toBe(12);
	expect(limit(5, startedAt('2026-11-24T12:00:00', threeHours))).toBe(5);
});
