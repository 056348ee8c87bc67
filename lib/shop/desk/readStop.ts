import { isYounger } from '../../listing/age';
import type { Brake } from '../../ledger/stops/brakes';
import type { DeskJob } from '../../ledger/desk/deskJobs';
import type { JournalEntry } from '../../ledger/journal';
import type { Ledger } from '../../ledger/ledger';
import type { Pause } from '../../ledger/stops/pauses';
import { isUnderWay } from '../../ledger/runs/isUnderWay';
import type { RunRecord } from '../../ledger/runs/runRecords';
import { findLastFirst, mayStand } from '../jobs/itemsOfRun';
import { BEGINS_MS } from './lostJob';
import { estimateHours } from '../preview/estimateHours';

/** A job of the desk, as far as it has come. */
export interface JobProgress extends DeskJob {
	/** The record of its run; null = n8n has not begun it. */
	record: RunRecord | null;
	/** It works, or n8n is about to begin it. A run that is open, and whose lease nobody holds, will not go on. */
	isUnderWay: boolean;
	/** Items that the shop changed for it. */
	done: number;
	/** Items that the shop refused to change. */
	failed: number;
}

/** Whether and how a shop is stopped, and what a stop or a release would do. */
export interface StopFacts {
	pause: Pause | null;
	/** The brake that holds; null = none, or its day of return has come. */
	brake: Brake | null;
	/** The brake to be released; even after its day of return, for what no sync shows again. null = none. */
	last: Brake | null;
	/** Items that a release would bring back, by the last list; 0 = none. */
	hidden: number;
	/** The shop's last list; null if it was never read. */
	list: { readAt: string; visible: number; buyable: number } | null;
	/** Hours of BASE's limit that hiding all of them, or showing those again, takes. */
	hours: { hide: number; show: number };
	/** The last job of the desk; null = there was none. */
	job: JobProgress | null;
	/** Names all of this that a form must not be older than. */
	state: string;
}

/** Reads whether a shop is stopped. Nothing is asked of the shop. @param now milliseconds since 1970 */
export async function readStop(account: string, ledger: Ledger, now: number): Promise<StopFacts> {
	const [pause, last, brake, shop, job, stops] = await Promise.all([
		ledger.pauses.get(account),
		ledger.brakes.last(account),
		ledger.brakes.get(account),
		ledger.items.read(account),
		readLastJob(account, ledger, now),
		ledger.desk.countStops(account),
	]);
	const entries = (
		await Promise.all((last?.runs ?? []).map((run) => ledger.journal.ofRun(run)))
	).flat();
	const visible = shop?.listings.filter((each) => each.visible) ?? [];
	const shown = new Set(visible.map(({ item_id }) => item_id));
	const braked = new Set(findLastFirst(entries, account).map(({ item_id }) => item_id));
	const hidden = [...braked].filter((itemId) => !shown.has(itemId)).length;
	return {
		...{ pause, brake, last, hidden },
		list: shop && {
			readAt: shop.read_at,
			visible: visible.length,
			buyable: visible.filter(({ stock }) => stock > 0).length,
		},
		hours: {
			hide: estimateHours({ calls: visible.length }),
			// Each item is looked at before it is shown.
			show: estimateHours({ calls: hidden * 2, risky: hidden }),
		},
		job,
		state: JSON.stringify([pause?.since, pause?.by, pause?.reason, last?.runs, job?.run, stops]),
	};
}

/** Reads how far the last job of the desk has come; null = there was none. @param now milliseconds since 1970 */
export async function readLastJob(
	account: string,
	ledger: Pick<Ledger, 'deskJobs' | 'history' | 'leases' | 'journal'>,
	now: number,
): Promise<JobProgress | null> {
	const job = await ledger.deskJobs.last(account);
	if (!job) return null;
	const record = await ledger.history.get(job.run);
	const entries = record ? await ledger.journal.ofRun(job.run) : [];
	return {
		...job,
		record,
		isUnderWay: record
			? await isUnderWay(record, ledger.leases)
			: isYounger(job.asked_at, BEGINS_MS, now),
		done: countItems(entries.filter((entry) => entry.answer?.outcome === 'applied')),
		failed: countItems(entries.filter((entry) => !mayStand(entry))),
	};
}

const countItems = (entries: readonly JournalEntry[]): number =>
	new Set(entries.map(({ item_id }) => item_id)).size;
