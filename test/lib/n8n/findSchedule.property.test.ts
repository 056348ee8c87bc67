import fc from 'fast-check';
import { findSchedule } from '../../../lib/n8n/schedule/findSchedule';
import { parseRules } from '../../../lib/n8n/schedule/parseRules';

/**
 * The interval of a schedule against its starts, found by trying every minute of six weeks by the clock of
 * Tokyo, which has no summer time.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const OFFSET = 9 * HOUR;
/** A Sunday, 0:00 in Tokyo. */
const START = Date.parse('2026-11-29T00:00+09:00');

interface Rule {
	/** The rule as a Schedule Trigger has it. */
	saved: object;
	/** Whether n8n's clock stops at this minute. */
	fires: (at: Moment) => boolean;
	/** Starts that come within so many units are left out; 1 = none. */
	size: number;
	unit: 'minute' | 'hour' | 'day' | 'week';
}

interface Moment {
	minute: number;
	hour: number;
	weekday: number;
}

const toMoment = (at: number): Moment => {
	const local = new Date(at + OFFSET);
	return {
		minute: local.getUTCMinutes(),
		hour: local.getUTCHours(),
		weekday: local.getUTCDay(),
	};
};

const unitMs = { minute: MINUTE, hour: HOUR, day: DAY, week: 7 * DAY };

const enumerate = ({ fires, size, unit }: Rule, from: number): number[] => {
	const starts: number[] = [];
	let last: number | null = null;
	for (let at = from + MINUTE; at < from + 42 * DAY; at += MINUTE) {
		if (!fires(toMoment(at))) continue;
		const count = Math.floor((at - START) / unitMs[unit]);
		const isSameWeek = unit === 'week' && count === last;
		if (last !== null && count - last < size && !isSameWeek) continue;
		last = count;
		starts.push(at);
	}
	return starts;
};

const measure = (starts: readonly number[]) => {
	const sorted = [...new Set(starts)].sort((a, b) => a - b);
	const distances = sorted.slice(1).map((at, index) => at - sorted[index]!);
	return { shortest_ms: Math.min(...distances), longest_ms: Math.max(...distances) };
};

const minutes = fc.integer({ min: 1, max: 59 }).map((size): Rule => ({
	saved: { field: 'minutes', minutesInterval: size },
	fires: ({ minute }) => minute % size === 0,
	...{ size: 1, unit: 'minute' },
}));
const hours = fc
	.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 59 }))
	.map(([size, at]): Rule => ({
		saved: { field: 'hours', hoursInterval: size, triggerAtMinute: at },
		fires: ({ minute, hour }) => minute === at && hour % size === 0,
		...{ size, unit: 'hour' },
	}));
const timeOfDay = {
	minute: fc.integer({ min: 0, max: 59 }),
	hour: fc.integer({ min: 0, max: 23 }),
};
const days = fc
	.record({ size: fc.integer({ min: 1, max: 7 }), ...timeOfDay })
	.map(({ size, ...at }): Rule => ({
		saved: {
			...{ field: 'days', daysInterval: size },
			...{ triggerAtHour: at.hour, triggerAtMinute: at.minute },
		},
		fires: ({ minute, hour }) => minute === at.minute && hour === at.hour,
		...{ size, unit: 'day' },
	}));
const weekdays = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 7 });
const weeks = fc.record({ chosen: weekdays, ...timeOfDay }).map(({ chosen, ...at }): Rule => ({
	saved: {
		...{ field: 'weeks', triggerAtDay: chosen },
		...{ triggerAtHour: at.hour, triggerAtMinute: at.minute },
	},
	fires: ({ minute, hour, weekday }) =>
		minute === at.minute && hour === at.hour && chosen.includes(weekday),
	...{ size: 1, unit: 'week' },
}));
const crons = fc
	.record({ chosen: weekdays, hours: weekdays, minute: timeOfDay.minute })
	.map(({ chosen, hours: ofDay, minute: at }): Rule => ({
		saved: {
			field: 'cronExpression',
			expression: `${at} ${ofDay.map((hour) => hour * 3).join(',')} * * ${chosen.join(',')}`,
		},
		fires: ({ minute, hour, weekday }) =>
			minute === at && hour % 3 === 0 && ofDay.includes(hour / 3) && chosen.includes(weekday),
		...{ size: 1, unit: 'hour' },
	}));

const isFull = process.env.FULL_CASES === '1';

it('should find the shortest and the longest distance of the starts of any schedule', () => {
	fc.assert(
		fc.property(
			fc.oneof(minutes, hours, days, weeks, crons),
			fc.integer({ min: 0, max: 7 * 24 * 60 }),
			(rule, later) => {
				const from = START + later * MINUTE;
				const rules = parseRules({ rule: { interval: [rule.saved] } })!;
				const starts = enumerate(rule, from);
				const found = findSchedule(rules, from, 'Asia/Tokyo')!;
				expect(found.interval).toEqual(measure(starts));
				expect(found.next_starts.length).toBeGreaterThanOrEqual(2);
				expect(found.next_starts).toEqual(starts.slice(0, found.next_starts.length));
			},
		),
		{ numRuns: isFull ? 500 : 40 },
	);
}, 120_000);

it('should find those of two rules side by side', () => {
	const coarse = fc.oneof(hours, days);
	fc.assert(
		fc.property(coarse, coarse, (one, other) => {
			const rules = parseRules({ rule: { interval: [one.saved, other.saved] } })!;
			const found = findSchedule(rules, START, 'Asia/Tokyo')!.interval;
			const all = measure([...enumerate(one, START), ...enumerate(other, START)]);
			expect(found.longest_ms).toBeLessThanOrEqual(all.longest_ms);
			expect(found.shortest_ms).toBeGreaterThanOrEqual(all.shortest_ms);
		}),
		{ numRuns: isFull ? 300 : 20 },
	);
}, 120_000);
