import type { Interval } from './interval';

/** The last finished run's figures that show its health. */
export interface RunFigures {
	total: number;
	/** Items that Amazon was asked about, whatever its answer. */
	fetched: number;
	from_cache: number;
	/** Items without any certain knowledge. */
	unknown: number;
	changed: number;
	edited: number;
	held: number;
	failed: number;
	deferred: number;
	calls: number;
	rejected: number;
	/** Age of the oldest price among the shop's listings when the run ended; null if none is known. */
	oldest_age_seconds: number | null;
	/** Listings whose price was never confirmed. */
	never_confirmed: number;
	needs_attention: boolean;
	dry_run: boolean;
}

export interface FinishedRun extends RunFigures {
	id: string;
	/** Milliseconds since 1970. */
	finished_at: number;
	/** false for a run by hand that took only a part of the shop. */
	is_whole: boolean;
	/** From its start to its end, ms; absent in memories older than this field. */
	took_ms?: number;
}

/** The runner: n8n's name of the workflow for people, and the shop account if it is known. */
export interface RunnerName {
	workflow: string;
	account: string;
}

/** A runner with n8n's id of the workflow; absent = unknown. */
export interface Runner extends RunnerName {
	workflowId?: string;
}

/** The memory of the runs of one mode for one account. Times: milliseconds since 1970. */
export interface RunMemory extends RunnerName {
	/** n8n's ids of the workflows whose runs these are, the latest last; memories of before have none. */
	workflow_ids: string[];
	/** Numbers of the last runs, the latest last: among them those that have not been closed. */
	recent_runs: string[];
	/** When it was first seen; null in memories older than this field. */
	first_seen_at: number | null;
	last_started_at: number | null;
	/** Starts by the schedule in the last days, oldest first. */
	recent_starts: number[];
	/** How far apart the schedule of the last such start puts them; null = not known. */
	interval: Interval | null;
	/** The few that it had next after that start, in order; none if it is not known. */
	next_starts: number[];
	/** When the schedule last called, whether or not a run followed; a run by hand does not count. */
	last_scheduled_at: number | null;
	/** End of the last run that took the whole shop; null before the first. */
	last_success_at: number | null;
	/** The same, of the last run that was no dry run; null in memories older than this field. */
	last_live_success_at: number | null;
	/** The last time it was skipped for a good reason: outside its hours, or just done. */
	last_stood_back_at: number | null;
	last_skip: { at: number; reason: string } | null;
	last_run: string | null;
	/** Number of the Chatwork room of the last started run; empty = none, or memories older than this field. */
	room: string;
	/** n8n's number of the last started execution; null in memories older than this field. */
	execution: string | null;
	last_finished: FinishedRun | null;
	/** The last finished run that took the whole shop. */
	last_whole: FinishedRun | null;
}

export const noRuns: RunMemory = {
	workflow: '',
	account: '',
	workflow_ids: [],
	recent_runs: [],
	first_seen_at: null,
	last_started_at: null,
	recent_starts: [],
	interval: null,
	next_starts: [],
	last_scheduled_at: null,
	last_success_at: null,
	last_live_success_at: null,
	last_stood_back_at: null,
	last_skip: null,
	last_run: null,
	room: '',
	execution: null,
	last_finished: null,
	last_whole: null,
};
