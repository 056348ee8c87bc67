import type { Ledger } from '../ledger/ledger';
import { readClosedRun } from '../shop/runs/closeRun';
import type { Run } from '../ledger/runs/run';
import type { RunFigures } from '../ledger/runs/runMemory';
import type { RunRecord } from '../ledger/runs/runRecords';
import { formatTime } from './formatTime';

export interface RunToRecord {
	run: Run;
	/** n8n's name of the workflow. */
	workflow: string;
	figures: RunFigures;
	/** True if a message is about to go out. */
	hasMessage: boolean;
	/** Milliseconds since 1970. */
	finishedAt: number;
}

/** Makes a run's row of the history. @param zone e.g. `Asia/Tokyo` */
export function makeRunRow(recorded: RunToRecord, zone: string): Record<string, unknown> {
	const { run, workflow, figures, hasMessage, finishedAt } = recorded;
	const { oldest_age_seconds: age } = figures;
	return {
		run: run.id,
		workflow,
		account: run.account,
		dry_run: run.dry_run,
		started_at: formatTime(Date.parse(run.started_at), zone),
		finished_at: formatTime(finishedAt, zone),
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
		oldest_age_minutes: age === null ? null : Math.round(age / 60),
		result: figures.needs_attention ? '要確認' : '成功',
		notified: hasMessage ? '未通知' : '不要',
	};
}

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

/** Makes the history's row of a run that failed. @param zone e.g. `Asia/Tokyo` */
export function makeFailureRow(failed: ClosedToRecord, zone: string): Record<string, unknown> {
	const { record, edits, workflow, reason, hasMessage, closedAt } = failed;
	const startedAt = record ? Date.parse(record.started_at) : closedAt;
	return {
		run: record?.id ?? '',
		workflow: workflow || (record?.workflow ?? ''),
		account: record?.account ?? '',
		dry_run: record?.dry_run ?? false,
		started_at: formatTime(startedAt, zone),
		finished_at: formatTime(closedAt, zone),
		total: record?.total ?? 0,
		...{ fetched: 0, unknown: 0, changed: 0, edited: edits, held: 0, failed: 0 },
		...{ deferred: 0, calls: 0, rejected: 0, oldest_age_minutes: null },
		result: `失敗: ${reason || '原因不明'}`,
		notified: hasMessage ? '未通知' : '不要',
	};
}

/** Makes the history's rows of earlier runs that ended without one. */
export async function readEndedRows(
	ledger: Pick<Ledger, 'history' | 'journal'>,
	{ closed_runs = [] }: Run,
	zone: string,
): Promise<Array<Record<string, unknown>>> {
	const rows: Array<Record<string, unknown>> = [];
	for (const { id } of closed_runs) {
		const run = await readClosedRun(ledger, id);
		if (!run) continue;
		const { record, edits } = run;
		const closedAt = Date.parse(record.closed_at ?? record.started_at);
		const what = { reason: '途中で終わりました', workflow: record.workflow, hasMessage: true };
		rows.push(makeFailureRow({ record, edits: edits.length, ...what, closedAt }, zone));
	}
	return rows;
}
