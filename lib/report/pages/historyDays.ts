import type { HistoryRow, Outcome } from './historyRow';

/** The runs of one day in the shop's calendar. */
export interface HistoryDay extends Record<Outcome, number> {
	/** `2026-11-24` */
	date: string;
	changed: number;
	/** Edits of BASE; the edits that a dry run would have made do not count. */
	edited: number;
	held: number;
	/** Worst of the day's runs; null if none reported an age. */
	oldestAgeMinutes: number | null;
}

/** @param dates the days to show, in order; rows of other days are left out */
export function sumUpDays(rows: readonly HistoryRow[], dates: readonly string[]): HistoryDay[] {
	const days = new Map(dates.map((date) => [date, emptyDay(date)]));
	for (const row of rows) {
		const day = days.get(row.startedAt.slice(0, 10));
		if (day) add(day, row);
	}
	return [...days.values()];
}

function add(day: HistoryDay, row: HistoryRow): void {
	day[row.outcome]++;
	day.changed += row.changed;
	day.edited += row.isDryRun ? 0 : row.edited;
	// Every run reports the same held item again, so the day's figure is that of its worst run.
	day.held = Math.max(day.held, row.held);
	if (row.oldestAgeMinutes === null) return;
	day.oldestAgeMinutes = Math.max(day.oldestAgeMinutes ?? 0, row.oldestAgeMinutes);
}

const emptyDay = (date: string): HistoryDay => ({
	date,
	succeeded: 0,
	attention: 0,
	skipped: 0,
	changed: 0,
	edited: 0,
	held: 0,
	oldestAgeMinutes: null,
});
