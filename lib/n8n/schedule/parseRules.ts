import type { GenericValue, IDataObject } from 'n8n-workflow';

/** One rule of a Schedule Trigger, as n8n carries it out. */
export interface ScheduleRule {
	/** Five fields, or six with the seconds first. */
	cron: string;
	/**
	 * n8n starts a rule more often than its cron expression could say, and leaves out every start that
	 * comes within so many of these units; null = it leaves out none.
	 */
	every: { unit: Unit; size: number } | null;
	/** Time after which the starts repeat themselves, ms. */
	cycleMs: number;
}

export type Unit = 'hours' | 'days' | 'weeks' | 'months';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A year, and a month more to see the end of its last one. */
const YEAR_MS = 400 * DAY_MS;

/**
 * Reads the parameters of a Schedule Trigger. n8n leaves fields with their default out of a saved node.
 * @returns null if they can't be read, an expression for instance
 */
export function parseRules(parameters: IDataObject | undefined): ScheduleRule[] | null {
	const { interval = [{}] } = (parameters?.rule ?? {}) as IDataObject;
	if (!Array.isArray(interval) || interval.length === 0) return null;
	const rules = (interval as IDataObject[]).map(parseRule);
	return rules.every((rule) => rule !== null) ? rules : null;
}

type Field = (name: string, usual: number) => number;

const parsers: Record<string, (field: Field, rule: IDataObject) => ScheduleRule> = {
	seconds: (field) => ({
		...{ cron: `*/${field('secondsInterval', 30)} * * * * *`, every: null },
		cycleMs: 2 * MINUTE_MS,
	}),
	minutes: (field) => ({
		...{ cron: `0 */${field('minutesInterval', 5)} * * * *`, every: null },
		cycleMs: 2 * HOUR_MS,
	}),
	hours: (field) => {
		const size = field('hoursInterval', 1);
		const cron = `0 ${field('triggerAtMinute', 0)} */${size} * * *`;
		return { cron, every: { unit: 'hours', size }, cycleMs: 2 * DAY_MS };
	},
	days: (field) => {
		const size = field('daysInterval', 1);
		return { cron: `0 ${time(field)} * * *`, every: { unit: 'days', size }, cycleMs: days(size) };
	},
	weeks: (field, { triggerAtDay }) => {
		const size = field('weeksInterval', 1);
		const chosen = Array.isArray(triggerAtDay) ? triggerAtDay : [0];
		const cron = `0 ${time(field)} * * ${chosen.length === 0 ? '*' : chosen.join(',')}`;
		return { cron, every: { unit: 'weeks', size }, cycleMs: days(7 * size) };
	},
	months: (field) => {
		const size = field('monthsInterval', 1);
		const cron = `0 ${time(field)} ${field('triggerAtDayOfMonth', 1)} */${size} *`;
		return { cron, every: { unit: 'months', size }, cycleMs: YEAR_MS + size * 31 * DAY_MS };
	},
	cronExpression: (_, { expression }) => {
		const cron = String(expression ?? '').trim();
		return { cron, every: null, cycleMs: findCycle(cron) };
	},
};

const time = (field: Field): string =>
	`${field('triggerAtMinute', 0)} ${field('triggerAtHour', 0)}`;

/** Three times the interval show each of its starts and what lies between. */
const days = (count: number): number => 3 * count * DAY_MS;

function parseRule(rule: IDataObject): ScheduleRule | null {
	const parse = parsers[String(rule.field ?? 'days')];
	if (!parse) return null;
	const unread: GenericValue[] = [];
	const field: Field = (name, usual) => {
		const value = rule[name] ?? usual;
		const number = Number(value);
		if (value === '' || !Number.isInteger(number) || number < 0) unread.push(name);
		return number;
	};
	const parsed = parse(field, rule);
	return unread.length > 0 ? null : parsed;
}

/** A cron expression repeats itself by its coarsest field that is not `*`. */
function findCycle(cron: string): number {
	const [hour = '*', dayOfMonth = '*', month = '*', weekday = '*'] = cron.split(/\s+/).slice(-4);
	if (isFixed(dayOfMonth) || isFixed(month)) return YEAR_MS;
	if (isFixed(weekday)) return days(7);
	return isFixed(hour) ? days(1) : 2 * HOUR_MS;
}

const isFixed = (field: string): boolean => field !== '*' && field !== '?';
