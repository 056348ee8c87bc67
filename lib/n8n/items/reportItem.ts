import type { INodeExecutionData } from 'n8n-workflow';
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
