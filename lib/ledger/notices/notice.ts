import type { Block } from '../../listing/blocks/blockLists';
import type { DeskJob } from '../desk/deskJobs';
import type { ItemChange } from './itemChange';
import type { ForeseenProposal, QuestionNote, RuleAnswer } from '../rules/runRules';

/** The facts of each kind of notice. Texts are for the owner. */
export interface NoticeFacts {
	/** An item moved at Amazon, or was edited in the shop. */
	change: ItemChange;
	/** A guard keeps an edit back. */
	held: { guard: string; reason: string; isUrgent: boolean };
	/** The shop refused an edit. */
	failed: { reason: string; isOnSale: boolean };
	/** An edit waits for a later run. `isOnSale`: the item must not be on sale and still is. */
	deferred: {
		reason: string;
		isOnSale: boolean;
		/** The shop's price, yen; null = unknown. */
		price: number | null;
		/** The waiting edit; null where it edits nothing. */
		wanted: { price: number | null; visible: boolean | null };
	};
	/** The owner's block lists name it, and it stays on sale because they want only to be told. */
	blocked: Pick<Block, 'by' | 'entry'>;
	/** The code does not prove which product it is. */
	unrecognised: { reason: string };
	/** Amazon has not known the product for a day. */
	dead: { isOnSale: boolean };
	/** A run ended without its message. */
	run_ended: RunEndedFacts;
	/** A failure that was told is over. */
	run_recovered: { workflow: string; reason: string; since: string };
	/** A question waits for the owner's answer. */
	question: QuestionNote;
	/** Settings that wait for the owner's approval. */
	proposal: ForeseenProposal;
	/** A code of the owner's was taken. */
	answer: RuleAnswer;
	/** The settings can't be read. */
	settings: { reason: string };
	/** A field of the settings can't be read, and the runs go on without it. */
	unread_setting: { reason: string };
	/** The rule makes no price. */
	rule: { reason: string };
	/** Far more edits of a kind than usual were made within hours. */
	wave: { kind: string; count: number };
	/** After closed days, goods that no sync shows again. */
	still_hidden: { count: number };
	/** n8n never began what the owner asked for at the desk. */
	lost_job: Pick<DeskJob, 'kind' | 'asked_at'>;
	/** Items that Amazon has not sold for so many days; told once a week. */
	dead_wood: { count: number; days: number };
	/** Amazon gave no answer for too many items of a run. */
	unanswered: { count: number };
	/** A schedule that comes at a set time of day is read in another country's time. */
	schedule_zone: {
		/** n8n's name of the workflow. */
		workflow: string;
		/** e.g. `America/New_York`. */
		zone: string;
		/** ISO 8601 with offset. */
		next_start: string;
	};
	/** A run does not fit into its interval. */
	long_run: LongRunFacts;
	/** Items that no run confirmed within its interval, although each could have. */
	missed_turn: {
		count: number;
		/** Age of the oldest of their prices, ms. */
		oldest_ms: number;
		/** Between two starts in a row, ms. */
		interval_ms: number;
	};
}

export interface LongRunFacts {
	/** n8n's name of the workflow. */
	workflow: string;
	/** Its time so far, ms. */
	took_ms: number;
	/** Between two starts in a row, ms. */
	interval_ms: number;
	/** How far it has come, if it is still at work; null = it is over, or nobody knows. */
	progress: { done: number; total: number } | null;
}

export interface RunEndedFacts {
	run: string;
	/** n8n's name of the workflow. */
	workflow: string;
	/** ISO 8601 with offset. */
	started_at: string;
	/** Where it stopped; null = unknown, or before the first step. */
	node: string | null;
	/** null = it was broken off: the Stop button, a crash, a power cut. */
	reason: string | null;
	/** Items that it had edited in the shop. */
	edits: number;
}

export type NoticeKind = keyof NoticeFacts;

/** The item that a notice is about. */
export interface NoticeItem {
	/** null if it has no number, e.g. on a canvas of the owner's own. */
	item_id: number | null;
	asin: string;
	title: string;
}

/** Something that the owner should hear of, as it was found. */
export type NewNotice = {
	[Kind in NoticeKind]: {
		/** Names the matter within the account: what is found again under the same key is the same. */
		key: string;
		kind: Kind;
		facts: NoticeFacts[Kind];
		/** null if it is about no single item. */
		item: NoticeItem | null;
		/** Number of the run that found it; null = none. */
		run: string | null;
	};
}[NoticeKind];

/** Something that the owner should hear of, and whether they have. Times: ISO 8601 with offset. */
export type Notice = NewNotice & {
	/** Unique within the account. */
	id: string;
	at: string;
	/** When the last message with it went out; null = not yet. */
	told_at: string | null;
	/** The message that is on its way with it; null = none. */
	offered: { run: string; task: string; at: string; facts: NoticeFacts[NoticeKind] } | null;
	/** A message with it may have gone out already, but nobody noted that. */
	maybe_told: boolean;
};

export type NoticeOf<Kind extends NoticeKind> = Notice & { kind: Kind };

/** How a kind is told. */
interface Telling {
	/** The owner has to do something, so it is told at once. */
	isUrgent: boolean;
	/** Told again each day for as long as it lasts. */
	isDaily: boolean;
}

const tellings: Record<NoticeKind, Telling> = {
	run_ended: { isUrgent: true, isDaily: false },
	run_recovered: { isUrgent: true, isDaily: false },
	settings: { isUrgent: true, isDaily: true },
	unread_setting: { isUrgent: true, isDaily: true },
	rule: { isUrgent: true, isDaily: true },
	wave: { isUrgent: true, isDaily: false },
	still_hidden: { isUrgent: true, isDaily: false },
	lost_job: { isUrgent: true, isDaily: true },
	// A new one comes a week later (lib/shop/notices/noteDeadWood).
	dead_wood: { isUrgent: false, isDaily: false },
	unanswered: { isUrgent: true, isDaily: true },
	schedule_zone: { isUrgent: true, isDaily: false },
	// Each of their notices is told once; a new one comes a day later (lib/shop/notices/notePace).
	long_run: { isUrgent: true, isDaily: false },
	missed_turn: { isUrgent: true, isDaily: false },
	answer: { isUrgent: true, isDaily: false },
	question: { isUrgent: true, isDaily: true },
	proposal: { isUrgent: true, isDaily: true },
	failed: { isUrgent: true, isDaily: true },
	held: { isUrgent: false, isDaily: false },
	blocked: { isUrgent: false, isDaily: false },
	unrecognised: { isUrgent: false, isDaily: false },
	dead: { isUrgent: false, isDaily: false },
	deferred: { isUrgent: false, isDaily: true },
	change: { isUrgent: false, isDaily: false },
};

/** True if the owner has to do something about it. */
export function isUrgent(notice: NewNotice): boolean {
	if (notice.kind === 'held') return notice.facts.isUrgent;
	if (notice.kind === 'deferred') return notice.facts.isOnSale;
	return tellings[notice.kind].isUrgent;
}

/** A matter that lasts is told again after this time, so that the same hour of the next day tells it. */
const DAILY_MS = 23 * 3_600_000;

/**
 * True if a message should carry the notice now. A clock that was ahead must not keep the owner from
 * hearing of it.
 * @param now milliseconds since 1970
 */
export function isDue({ kind, told_at }: Notice, now: number): boolean {
	if (told_at === null) return true;
	return tellings[kind].isDaily && wasToldYesterday(told_at, now);
}

/** True if a day has passed since. @param now milliseconds since 1970 */
export const wasToldYesterday = (toldAt: string, now: number): boolean =>
	Math.abs(now - Date.parse(toldAt)) >= DAILY_MS;
