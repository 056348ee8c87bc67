import type { Interval } from './interval';
import type { RunRules, RunSettings } from '../rules/runRules';

/** Run Guard's settings for this run; every item carries them. */
export interface Run {
	/** For people too: `20261124-2100-7f3`. */
	id: string;
	workflow: string;
	/** The shop account's name; empty = BASE's name of the shop. */
	account: string;
	dry_run: boolean;
	/** Most items to work on; 0 = all. */
	limit: number;
	/** Listings of the run, once BASE Listings has read them. */
	total: number | null;
	/** Listings without a readable ASIN, which no run works on; absent before BASE Listings. */
	unmapped?: number;
	/** Items that BASE listed and that can't be read, which no run works on; absent before BASE Listings. */
	unreadable?: number;
	/** One of them, for the owner; null if there is none. */
	unreadable_example?: string | null;
	/** true if this workflow has not reported one of them yet. */
	unreadable_is_news?: boolean;
	/**
	 * The reason why the list is not the whole shop, for the owner, if the node had to continue anyway.
	 */
	incomplete_list?: string;
	/** ISO 8601 with offset. */
	started_at: string;
	/** How far apart the runs of this workflow start; absent = not known. */
	interval?: Interval;
	/** When the schedule starts the next run of a watch, ms since 1970; absent = not known. */
	next_start?: number;
	/** How long price, stock and texts count as fresh in this run, ms; absent = the nodes' own times. */
	fresh_for_ms?: number;
	/** Name of the lease, so that each chunk can prolong it; null if there is none. */
	lease: string | null;
	/** The workflow's task, if only one copy may do it for a shop; absent = any number may. */
	task?: string;
	/**
	 * Where the rules come from: the workflow's settings with the shop's book, or the book alone; absent =
	 * each node's own parameters.
	 */
	rules_from?: 'settings' | 'book';
	/** The workflow's settings, until BASE Listings knows the shop and opens its book. */
	settings?: RunSettings;
	/** The rules of the run, once BASE Listings has opened the book. */
	rules?: RunRules;
	/** Number of the Chatwork room that its messages go to; empty = none is known. */
	room: string;
	/** Why the messages may reach nobody, for the owner; absent if a Chatwork step has its room or there is none. */
	room_problem?: string;
	/** Number of the run that n8n interrupted when it ended, if this one continues it. */
	resumes?: string;
	/** Earlier runs of the same shop and mode that ended without a word, newest last; absent = none. */
	closed_runs?: DeadRun[];
}

/** A run that neither finished nor reported its failure. */
export interface DeadRun {
	id: string;
	/** ISO 8601 with offset. */
	started_at: string;
	/** How many of its edits may be in the shop. */
	edits: number;
}

/** A crashed run is forgotten after this time; each chunk prolongs its run's lease by it. */
export const LEASE_MS = 10 * 60_000;

/** Returns how many items a run works on; null if it is not known yet. By hand it is a part of the shop. */
export const countItems = ({ limit, total }: Pick<Run, 'limit' | 'total'>): number | null =>
	limit > 0 && total !== null ? Math.min(limit, total) : total;

/** Returns what a run does for its shop. A workflow without a task is a mode of its own. */
export const modeOfRun = ({ task, workflow }: Pick<Run, 'workflow' | 'task'>): string =>
	task ?? workflow;

/**
 * Returns the name for both the lease and the memory of runs: per mode and account, so that a workflow
 * that is imported anew, under a new id, goes on where the old one was.
 * @param account empty = not known yet; then the workflow's id keeps two unnamed shops apart
 */
export function runName(run: Pick<Run, 'workflow' | 'task'>, account: string): string {
	const unnamed = run.task === undefined ? 'default' : `#${run.workflow}`;
	return `${modeOfRun(run)}/${account || unnamed}`;
}

/** The names that earlier versions gave to the memory: per workflow and account. */
export const formerRunNames = ({ workflow }: Pick<Run, 'workflow'>, account: string): string[] => [
	...(account === '' ? [] : [`${workflow}/${account}`]),
	`${workflow}/default`,
];
