import type { Ledger } from '../../ledger/ledger';
import { isUrgent, type NewNotice, type Notice } from '../../ledger/notices/notice';
import { isLost, type Findings, type Sender } from '../../ledger/notices/notices';

export interface Reporter extends Sender {
	account: string;
	isDry: boolean;
	/** A person waits for the message: it tells everything that is open. */
	isManual: boolean;
	/** Findings that need nobody at once are told at most once in this time, ms; 0 = at once. */
	gathersMs: number;
	/** Milliseconds since 1970. */
	now: number;
}

export interface News {
	notices: Notice[];
	/** Whether they are worth a message now. */
	isNews: boolean;
	/** Whether the owner has to do something. */
	isUrgent: boolean;
}

/**
 * Notes a run's findings and returns what its message may carry. A dry run notes nothing: its findings are
 * a plan, which the first live run has to tell again.
 */
export async function collectNews(
	{ notices }: Pick<Ledger, 'notices'>,
	findings: Findings,
	reporter: Reporter,
): Promise<News> {
	const { account, isDry, isManual, gathersMs, now } = reporter;
	if (!isDry) await notices.note(account, { ...findings, run: reporter.run });
	const { all, due, last_told_at } = await notices.due(account, reporter);
	const dueIds = new Set(due.map(({ id }) => id));
	const isShown = (notice: Notice) =>
		dueIds.has(notice.id) || (isManual && notice.item === null && notice.told_at !== null);
	const kept = all
		.filter(isShown)
		.map((notice) => ({ ...notice, maybe_told: notice.maybe_told || isLost(notice, reporter) }));
	if (isDry) {
		const matters = kept.filter(({ item }) => item === null);
		const planned = findings.found.map((notice, index) => asPlan(notice, index, now));
		const shown = [...matters, ...planned];
		return { notices: shown, isNews: shown.length > 0, isUrgent: shown.some(isUrgent) };
	}
	const isNeeded = kept.some(isUrgent);
	const isQuiet =
		last_told_at !== null && Math.abs(now - Date.parse(last_told_at)) < gathersMs && !isManual;
	return { notices: kept, isNews: isNeeded || (kept.length > 0 && !isQuiet), isUrgent: isNeeded };
}

const asPlan = (notice: NewNotice, index: number, now: number): Notice => ({
	...notice,
	...{ id: `plan ${index}`, at: new Date(now).toISOString(), told_at: null },
	...{ offered: null, maybe_told: false },
});
