import { findSchedule } from '../../../lib/n8n/schedule/findSchedule';
import { parseRules } from '../../../lib/n8n/schedule/parseRules';

/** The interval of a Schedule Trigger, from the fields that n8n keeps of it. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A Monday, 10:07 in Tokyo. */
const NOW = Date.parse('2026-11-30T10:07:00+09:00');

const find = (...interval: object[]) => {
	const rules = parseRules({ rule: { interval } });
	if (rules === null) return null;
	const found = findSchedule(rules, NOW, 'Asia/Tokyo')?.interval;
	return found ? [found.shortest_ms, found.longest_ms] : null;
};
const cron = (expression: string) => find({ field: 'cronExpression', expression });

it.each<[string, object, number, number]>([
	['30 seconds', { field: 'seconds', secondsInterval: 30 }, 30_000, 30_000],
	['30 minutes', { field: 'minutes', minutesInterval: 30 }, 30 * MINUTE, 30 * MINUTE],
	// Minutes begin anew with each hour: :00, :45, :00.
	['45 minutes', { field: 'minutes', minutesInterval: 45 }, 15 * MINUTE, 45 * MINUTE],
	['3 hours', { field: 'hours', hoursInterval: 3 }, 3 * HOUR, 3 * HOUR],
	['2 hours at :45', { field: 'hours', hoursInterval: 2, triggerAtMinute: 45 }, 2 * HOUR, 2 * HOUR],
	// 0, 5, 10, 15, 20 and not at 0, four hours later, but at 5.
	['5 hours', { field: 'hours', hoursInterval: 5 }, 5 * HOUR, 9 * HOUR],
	['1 day', { field: 'days', daysInterval: 1, triggerAtHour: 4 }, DAY, DAY],
	['3 days', { field: 'days', daysInterval: 3 }, 3 * DAY, 3 * DAY],
	['a week', { field: 'weeks', triggerAtDay: [0], triggerAtHour: 4 }, 7 * DAY, 7 * DAY],
	['Monday and Thursday', { field: 'weeks', triggerAtDay: [1, 4] }, 3 * DAY, 4 * DAY],
	['every second week', { field: 'weeks', weeksInterval: 2 }, 14 * DAY, 14 * DAY],
	['a month', { field: 'months', triggerAtDayOfMonth: 1 }, 28 * DAY, 31 * DAY],
	['a node as it was added', {}, DAY, DAY],
])('should read %s', (_, rule, shortest, longest) => {
	expect(find(rule)).toEqual([shortest, longest]);
});

it.each<[string, number, number]>([
	['0 */2 * * *', 2 * HOUR, 2 * HOUR],
	['30 0 */2 * * *', 2 * HOUR, 2 * HOUR],
	['0 9,12,18 * * *', 3 * HOUR, 15 * HOUR],
	['0 9-17 * * 1-5', HOUR, 64 * HOUR],
	['0 4 * * sun', 7 * DAY, 7 * DAY],
	['0 0 1 1 *', 365 * DAY, 365 * DAY],
])('should read the cron expression %s', (expression, shortest, longest) => {
	expect(cron(expression)).toEqual([shortest, longest]);
});

it('should read several rules as one schedule', () => {
	const night = { field: 'cronExpression', expression: '0 2 * * *' };
	expect(find({ field: 'hours', hoursInterval: 6 }, night)).toEqual([2 * HOUR, 6 * HOUR]);
});

it('should not take the end of a dense rule for a pause', () => {
	const seconds = { field: 'seconds', secondsInterval: 30 };
	expect(find(seconds, { field: 'months' })).toEqual([30_000, 30_000]);
});

it.each([
	['an expression of n8n', { field: 'hours', hoursInterval: '={{ 3 }}' }],
	['an empty field', { field: 'hours', hoursInterval: '' }],
	['an unknown field', { field: 'moons' }],
])('should know nothing of %s', (_, rule) => {
	expect(find(rule)).toBeNull();
});

it('should know nothing of a date that comes once in years', () => {
	expect(cron('0 0 29 2 *')).toBeNull();
	expect(cron('0 0 30 2 *')).toBeNull();
});

it('should say what is wrong with a cron expression', () => {
	expect(() => cron('every day')).toThrow('Unknown alias');
});
