import { CronTime } from 'cron';
import { DateTime } from 'luxon';
import type { Schedule } from '../../ledger/runs/interval';
import type { ScheduleRule, Unit } from './parseRules';

/** One takes about a millisecond to find; a schedule with more in its cycle is judged by its first ones. */
const MOST_STARTS = 1000;

/** More intervals than anybody waits for before they ask what is wrong. */
const NEXT_STARTS = 6;

/**
 * Finds a schedule's next starts and how far apart its starts are, by looking for them from now on. null if
 * there are fewer than two in its cycle.
 * @param rules read from a Schedule Trigger; several work side by side
 * @param now milliseconds since 1970
 * @param zone the workflow's time zone, e.g. `Asia/Tokyo`
 * @throws Error if a cron expression can't be read
 */
export function findSchedule(
	rules: readonly ScheduleRule[],
	now: number,
	zone: string,
): Schedule | null {
	const until = now + Math.max(...rules.map(({ cycleMs }) => cycleMs));
	const starts = merge(rules.map((rule) => listStarts(rule, now, until, zone)));
	const distances = starts.slice(1).map((at, index) => at - starts[index]!);
	if (distances.length === 0) return null;
	const interval = {
		shortest_ms: distances.reduce((a, b) => Math.min(a, b)),
		longest_ms: distances.reduce((a, b) => Math.max(a, b)),
	};
	return { interval, next_starts: starts.slice(0, NEXT_STARTS) };
}

/** Where a list was cut, what comes later of the others would look too far apart. */
function merge(lists: readonly StartList[]): number[] {
	const end = Math.min(...lists.map(({ knownUntil }) => knownUntil));
	const starts = new Set(lists.flatMap(({ starts }) => starts).filter((at) => at <= end));
	return [...starts].sort((a, b) => a - b);
}

/** Times: milliseconds since 1970. */
interface StartList {
	starts: number[];
	knownUntil: number;
}

function listStarts(
	{ cron, every }: ScheduleRule,
	now: number,
	until: number,
	zone: string,
): StartList {
	const time = new CronTime(cron, zone);
	const starts: number[] = [];
	let at = now;
	let last: number | null = null;
	for (let looked = 0; looked < MOST_STARTS; looked++) {
		const next = findNext(time, at, zone);
		if (next === null || next > until) return { starts, knownUntil: until };
		at = next;
		const unit = every && countUnits(next, every.unit, zone);
		if (every && unit !== null && isLeftOut(unit, last, every)) continue;
		last = unit;
		starts.push(next);
	}
	return { starts, knownUntil: at };
}

/** The library gives up after eight years without a start, the 30th of February for instance. */
function findNext(time: CronTime, at: number, zone: string): number | null {
	try {
		return time.getNextDateFrom(new Date(at), zone).toMillis();
	} catch (error) {
		if (error instanceof Error && error.message.includes('No execution date')) return null;
		throw error;
	}
}

/** n8n starts a rule on several days of one and the same week. */
const isLeftOut = (
	unit: number,
	last: number | null,
	{ unit: name, size }: NonNullable<ScheduleRule['every']>,
): boolean => last !== null && unit - last < size && !(name === 'weeks' && unit === last);

/** Counts whole units up to a time, in the workflow's time zone. n8n's weeks begin on Sunday. */
function countUnits(at: number, unit: Unit, zone: string): number {
	const local = DateTime.fromMillis(at, { zone });
	if (unit === 'months') return local.year * 12 + local.month;
	const days = Math.floor(local.setZone('utc', { keepLocalTime: true }).toMillis() / 86_400_000);
	if (unit === 'days') return days;
	return unit === 'hours' ? days * 24 + local.hour : Math.floor((days + 4) / 7);
}
