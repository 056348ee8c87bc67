import type { INodeExecutionData } from 'n8n-workflow';
import type { Run } from '../../ledger/run';
import type { RunFigures } from '../../ledger/runMemory';
import type { ReportedEntry, RunSummary } from '../../report/summary';

/** What Change Report's item says of its run, as Run Guard's Finish reads it. */
export interface ReportParts {
	/** A message is to go out. */
	has_changes: boolean;
	/** A person should look. */
	needs_attention: boolean;
	/** A job's has fewer figures than a run's. */
	summary: Partial<RunSummary>;
	/** The baselines to keep once the message is out. */
	reported: ReportedEntry[];
	/** n8n's error output: a sentence, or an object with a `message`. */
	error: string | { message?: unknown };
}

/** Any part may be missing: a workflow without a report has none. */
export const readReport = ({ json }: INodeExecutionData): Partial<ReportParts> =>
	json as Partial<ReportParts>;

/** The figures to remember of a run; 0 where the report has none. */
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
