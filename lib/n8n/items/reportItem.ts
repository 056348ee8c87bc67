import type { INodeExecutionData } from 'n8n-workflow';
import type { Run } from '../../ledger/runs/run';
import type { NoticesToTell } from '../../ledger/notices/notices';
import type { RunFigures } from '../../ledger/runs/runMemory';
import type { ReportedEntry, RunSummary } from '../../report/summary';

/** The fields of Change Report's item that describe its run, as Run Guard's Finish reads them. */
export interface ReportParts {
	/** Whether a message must be sent. */
	has_changes: boolean;
	/** Whether a person should look. */
	needs_attention: boolean;
	/** A job has fewer figures than a run. */
	summary: Partial<RunSummary>;
	/** The baselines to store once the message is sent. */
	reported: ReportedEntry[];
	/** The notices that the message tells; null without one. */
	notices: NoticesToTell | null;
	/** n8n's error output: a sentence, or an object with a `message`. */
	error: string | { message?: unknown };
}

/** Reads a report. Any part may be missing: a workflow without a report has none. */
export const readReport = ({ json }: INodeExecutionData): Partial<ReportParts> =>
	json as Partial<ReportParts>;

/** Returns the figures of a run to remember; 0 if the report has none. */
export function readFigures(
	{ summary = {}, needs_attention }: Partial<ReportParts>,
	run: Run,
): RunFigures {
	const figure = (name: Exclude<keyof RunSummary, 'by_kind' | 'calls'>) =>
		Number(summary[name] ?? 0);
	return {
		total: figure('total'),
		fetched: figure('fetched'),
		from_cache: figure('from_cache'),
		unknown: figure('unknown'),
		changed: figure('changed'),
		edited: figure('edited'),
		held: figure('held'),
		failed: figure('failed'),
		deferred: figure('deferred'),
		calls: figure('calls_total'),
		rejected: figure('rejected'),
		oldest_age_seconds: summary.oldest_age_seconds ?? null,
		never_confirmed: figure('never_confirmed'),
		needs_attention: Boolean(needs_attention),
		dry_run: run.dry_run,
	};
}
