import type { Ledger } from '../../ledger/ledger';
import { readClosedRun } from '../../shop/runs/closeRun';
import type { Run } from '../../ledger/runs/run';
import type { RunFigures } from '../../ledger/runs/runMemory';
import type { RunRecord, Telling } from '../../ledger/runs/runRecords';
import { formatTime } from '../formatTime';

export interface RunToRecord {
	run: Run;
	/** n8n's name of the workflow. */
	workflow: string;
	figures: RunFigures;
	telling: Telling;
	/** Milliseconds since 1970. */
	finishedAt: number;
}

/** Makes a run's row of the history. */
export function makeRunRow(recorded: RunToRecord): Record<string, unknown> {
	const { run, workflow, figures, telling, finishedAt } = recorded;
	return {
		run: run.id,
		workflow,
		account: run.account,
		dry_run: run.dry_run,
		started_at: formatTime(Date.parse(run.started_at)),
		finished_at: formatTime(finishedAt),
		...listFigures(figures),
		result: nameResult(figures),
		notified: tellingNames[telling],
	};
}

const tellingNames: Record<Telling, string> = { none: '不要', due: '未通知', told: '通知済み' };

const nameResult = ({ needs_attention }: RunFigures): string =>
	needs_attention ? '要確認' : '成功';

const listFigures = (figures: RunFigures) => ({
	total: figures.total,
	fetched: figures.fetched,
	unknown: figures.unknown,
	changed: figures.changed,
	edited: figures.edited,
	held: figures.held,
	failed: figures.failed,
	deferred: figures.deferred,
	calls: figures.calls,
	rejected: figures.rejected,
	oldest_age_minutes:
		figures.oldest_age_seconds === null ? null : Math.round(figures.oldest_age_seconds / 60),
});

/**
 * Makes the history's row of a run from its record; null while it runs, and for a run of an earlier version,
 * whose figures nobody kept.
 */
export function makeRecordRow(record: RunRecord): Record<string, unknown> | null {
	const { telling, closed_at, started_at } = record;
	if (telling === undefined || closed_at === null) return null;
	return {
		run: record.id,
		workflow: record.workflow,
		account: record.account,
		dry_run: record.dry_run,
		started_at: formatTime(Date.parse(started_at)),
		finished_at: formatTime(Date.parse(closed_at)),
		...describeFigures(record),
		result: describeResult(record),
		notified: tellingNames[telling],
	};
}

function describeFigures(record: RunRecord): Record<string, number | null> {
	if (record.figures) return listFigures(record.figures);
	const none = { ...noFigures, total: record.total ?? 0, edited: record.edits ?? 0 };
	if (record.state !== 'skipped') return none;
	return Object.fromEntries(Object.keys(none).map((name) => [name, null]));
}

const noFigures = {
	...{ total: 0, fetched: 0, unknown: 0, changed: 0, edited: 0, held: 0, failed: 0, deferred: 0 },
	...{ calls: 0, rejected: 0, oldest_age_minutes: null },
};

function describeResult({ state, figures, reason }: RunRecord): string {
	switch (state) {
		case 'running':
			return '実行中';
		case 'finished':
			return figures ? nameResult(figures) : '成功';
		case 'skipped':
			return `見送り: ${reason ?? '理由不明'}`;
		case 'failed':
			return `失敗: ${reason || '原因不明'}`;
		case 'dead':
			return `失敗: ${DIED}`;
	}
}

const DIED = '途中で終わりました';

export interface ClosedToRecord {
	/** null if it failed before its run began. */
	record: RunRecord | null;
	/** How many of its edits may be in the shop. */
	edits: number;
	/** n8n's name of the workflow. */
	workflow: string;
	/** Why it failed; empty = nobody said. */
	reason: string;
	/** True if a message is about to go out. */
	hasMessage: boolean;
	/** Milliseconds since 1970. */
	closedAt: number;
}

/** Makes the history's row of a run that failed. */
export function makeFailureRow(failed: ClosedToRecord): Record<string, unknown> {
	const { record, edits, workflow, reason, hasMessage, closedAt } = failed;
	const startedAt = record ? Date.parse(record.started_at) : closedAt;
	return {
		run: record?.id ?? '',
		workflow: workflow || (record?.workflow ?? ''),
		account: record?.account ?? '',
		dry_run: record?.dry_run ?? false,
		started_at: formatTime(startedAt),
		finished_at: formatTime(closedAt),
		...{ ...noFigures, total: record?.total ?? 0, edited: edits },
		result: `失敗: ${reason || '原因不明'}`,
		notified: tellingNames[hasMessage ? 'due' : 'none'],
	};
}

/** Makes the history's rows of earlier runs that ended without one. */
export async function readEndedRows(
	ledger: Pick<Ledger, 'history' | 'journal'>,
	{ closed_runs = [] }: Run,
): Promise<Array<Record<string, unknown>>> {
	const rows: Array<Record<string, unknown>> = [];
	for (const { id } of closed_runs) {
		const run = await readClosedRun(ledger, id);
		if (!run) continue;
		const { record, edits } = run;
		const closedAt = Date.parse(record.closed_at ?? record.started_at);
		const what = { reason: DIED, workflow: record.workflow, hasMessage: true };
		rows.push(makeFailureRow({ record, edits: edits.length, ...what, closedAt }));
	}
	return rows;
}
