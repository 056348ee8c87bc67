import type { Run } from '../ledger/runs/run';
import type { RunFigures } from '../ledger/runs/runMemory';
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
