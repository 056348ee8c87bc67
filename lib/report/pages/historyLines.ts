import type { HistoryRow } from './historyRow';

/** A line in the list of runs: one run, or several consecutive runs of one workflow without news. */
export interface HistoryLine {
	/** The newest of these runs; the line shows its figures. */
	newest: HistoryRow;
	/** Start of the oldest of these runs. */
	since: string;
	runs: number;
}

/**
 * Picks the newest lines of a list so that each workflow of each shop gets its fair share: otherwise
 * one that runs every half hour would leave no room for one that runs every three hours.
 * @param newestFirst of all workflows
 */
export function composeLines(newestFirst: readonly HistoryRow[], most: number): HistoryLine[] {
	const lanes = Map.groupBy(newestFirst, ({ workflow, account }) =>
		JSON.stringify([workflow, account]),
	);
	return [...lanes.values()]
		.flatMap((rows) => collapse(rows).map((line, place) => ({ line, place })))
		.sort((one, other) => one.place - other.place || byNewest(one.line, other.line))
		.slice(0, most)
		.map(({ line }) => line)
		.sort(byNewest);
}

function collapse(rows: readonly HistoryRow[]): HistoryLine[] {
	const lines: HistoryLine[] = [];
	for (const row of rows) {
		const last = lines.at(-1);
		if (last && saysNoMoreThan(last.newest, row)) {
			last.since = row.startedAt;
			last.runs++;
		} else lines.push({ newest: row, since: row.startedAt, runs: 1 });
	}
	return lines;
}

/** True for two skips for the same reason, or two runs that changed nothing. */
function saysNoMoreThan(newer: HistoryRow, older: HistoryRow): boolean {
	if (newer.result !== older.result || newer.isDryRun !== older.isDryRun) return false;
	return newer.outcome === 'skipped' || (isQuiet(newer) && isQuiet(older));
}

const isQuiet = ({ outcome, notified, changed, edited, held, failed, unknown }: HistoryRow) =>
	outcome === 'succeeded' &&
	notified !== '未通知' &&
	changed + edited + held + failed + unknown === 0;

const byNewest = ({ newest: one }: HistoryLine, { newest: other }: HistoryLine): number =>
	one.startedAt < other.startedAt ? 1 : one.startedAt > other.startedAt ? -1 : 0;
