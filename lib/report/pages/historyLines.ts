import type { HistoryRow } from './historyRow';

/** A line of the list of runs: one run, or several of one workflow in a row that had nothing to say. */
export interface HistoryLine {
	/** The newest of them, whose figures the line shows. */
	newest: HistoryRow;
	/** Start of the oldest of them. */
	since: string;
	runs: number;
}

/**
 * The newest lines of a list that each workflow of each shop has its fair share of: one that runs every
 * half hour would leave no room for one that runs every three hours.
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

/** Two skips for one reason, or two runs after which all was as before. */
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
