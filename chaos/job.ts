import type { SlimItem } from '../lib/n8n/items/slimItem';
import type { ReportedEntry, RunSummary } from '../lib/report/summary';

/** What the harness and the process that runs the workflows say to each other. */

export interface Job extends Start {
	/** A second workflow that runs in the same process at the same time. */
	beside?: Start;
	/** ms since 1970 that the process takes for now. */
	now: number;
	/** The disk is full after so many writes, for so many. */
	fullDisk?: { after: number; times: number };
}

/** A workflow and the trigger that starts it. */
export interface Start {
	file: string;
	startNode: string;
	/** Values of its 設定. */
	settings: Record<string, unknown>;
	/** The button that the owner presses at the desk; absent where a schedule starts it. */
	press?: DeskPress;
}

/** A press on the desk's page of stops. */
export interface DeskPress {
	/** The first of these that the page offers is pressed. */
	actions: readonly string[];
	/** The fields that the owner fills in. */
	typed: Record<string, string>;
}

export interface JobResult extends RunResult {
	/** The runs and jobs beside it. */
	beside: RunResult[];
	/** The process's clock at the end, ms. */
	endedAt: number;
}

export interface RunResult {
	status: string;
	error: string | null;
	lastNode: string | null;
	/** Run Guard stood back. */
	isSkipped: boolean;
	run: string | null;
	items: SlimItem[];
	summary: RunSummary | null;
	reported: ReportedEntry[];
	/** Outcomes of a job of the desk, item by item; empty for a run. */
	steps: JobStep[];
}

export interface JobStep {
	/** null = no item is known. */
	item_id: number | null;
	action: string;
}

/** The runs of a job that ended. */
export const runsOf = (result: JobResult | null): RunResult[] =>
	result === null ? [] : [result, ...result.beside];

export type ToWorker =
	| { kind: 'run'; job: Job }
	/** The owner presses a button while the job is running. */
	| { kind: 'press'; start: Start }
	| { kind: 'cancel' };
export type FromWorker =
	| { kind: 'ready' }
	/** A wait has moved the process's clock on, ms since 1970. */
	| { kind: 'waited'; now: number }
	| { kind: 'pressed done'; result: RunResult }
	| { kind: 'done'; result: JobResult };

/** The environment variable that names the file where the credentials stand, as in n8n's database. */
export const CREDENTIALS_FILE = 'CHAOS_CREDENTIALS';
