import type { VerdictKind } from './judgeLine';
import { phaseOf, type DispatchStatus, type OrderHead, type Phase } from './order';

/** The words of a message about an order. */
export interface ToldOrder {
	/** `unread`: that its content can't be read. */
	phase: Phase | 'unread';
	/** By number of the line: the verdicts that were told while the order stood in this phase, in turn. */
	lines: Record<string, VerdictKind[]>;
	/** By number of the line: the profit of the loss that was told last, yen; absent = none was told. */
	losses?: Record<string, number>;
	/** Amazon settled every line of it. */
	settled: boolean;
}

/** The facts remembered of an order: nothing that tells of its customer. Times: ISO 8601 with offset. */
export interface OrderNote {
	ordered_at: string;
	status: DispatchStatus;
	/** When its content was last read; null = not yet. */
	read_at: string | null;
	/** When Amazon was last asked about it and settled every line; null = not yet. */
	looked_at: string | null;
	/** Why its content can't be read, for the owner; null if it can. */
	trouble: string | null;
	/** null = nothing was told. */
	told: ToldOrder | null;
	/** The message that is on its way with it, or was when its run ended; null = none. */
	offered: (ToldOrder & { run: string; at: string }) | null;
}

/** An open order is looked at again after this time. */
const LOOK_AGAIN_MS = 3_600_000;

/** Orders that nobody ever marks as sent must not be asked about for ever. */
const WATCHED_MS = 30 * 24 * 3_600_000;

/** Each asks BASE once; 50 in ten minutes are 6 of 100 calls of its hour. */
const MOST_LOOKS = 50;

/** More than a message holds: a week of orders at the first run must not use up BASE's hour. */
const MOST_NEW = 60;

/** True if the owner has to hear of the order as it stands now. */
export function isUntold(note: OrderNote): boolean {
	const told = note.told?.phase ?? null;
	const phase = phaseOf(note);
	if (note.trouble !== null && (phase === 'open' || phase === 'unpaid')) {
		// That it was paid has to be told, though nothing else is known of it.
		return told === null || (phase === 'open' && told === 'unpaid');
	}
	if (phase === 'open') return told !== 'open';
	if (phase === 'unpaid') return told === null || told === 'unread';
	if (phase === 'sent') return false;
	// Whoever never heard of it has nothing to undo.
	return [told, note.offered?.phase].some(
		(each) => each === 'open' || each === 'unpaid' || each === 'unread',
	);
}

/** True if a run has to look at an order that was told: an hour has passed since, or it could not be read. */
export function isLookDue(note: OrderNote, now: number): boolean {
	const phase = phaseOf(note);
	const isOld = now - Date.parse(note.ordered_at) > WATCHED_MS;
	if (isOld || (phase !== 'open' && phase !== 'unpaid')) return false;
	// A reading may have failed for a moment only, and the owner waits for what it says.
	if (note.trouble !== null) return true;
	// An order that waits for its payment is read again for its state, not for Amazon's price.
	const last = phase === 'open' ? note.looked_at : note.read_at;
	return last === null || Math.abs(now - Date.parse(last)) >= LOOK_AGAIN_MS;
}

/**
 * Returns the keys of the orders whose content a run reads: those that are untold, the oldest first, and
 * of the others the longest unseen.
 */
export function chooseOrders(notes: Readonly<Record<string, OrderNote>>, now: number): string[] {
	const all = Object.entries(notes);
	const untold = all.filter(([, note]) => isUntold(note));
	const due = all.filter(([, note]) => !isUntold(note) && isLookDue(note, now));
	// Orders that can never be read must not keep the others from their look.
	const age = ({ looked_at, read_at, trouble }: OrderNote) =>
		trouble === null ? Date.parse(looked_at ?? read_at ?? '') || 0 : Number.MAX_VALUE;
	due.sort(([, one], [, other]) => age(one) - age(other));
	untold.sort(([, one], [, other]) => one.ordered_at.localeCompare(other.ordered_at));
	return [...untold.slice(0, MOST_NEW), ...due.slice(0, MOST_LOOKS)].map(([key]) => key);
}

/**
 * True if an order that was told before has news: a line that turned since the last time it was told, for the worse
 * or for the better, or that is known at last.
 */
export function hasTurned(kind: VerdictKind, told: readonly VerdictKind[]): boolean {
	const last = told.findLast((each) => each !== 'unknown');
	if (kind === 'unknown' || kind === last) return false;
	if (kind === 'loss' || kind === 'not_buyable' || kind === 'cancelled') return true;
	// After a foreign item, too: the owner may have put its code right.
	return kind === 'buyable' || (kind === 'foreign' && last === undefined);
}

/** A loss is told again once it has grown by this, yen, ... */
const GROWN_YEN = 500;

/** ... and by this share of what was told: a big order's moves with each small change of the price. */
const GROWN_PERCENT = 50;

/**
 * True if a loss is so much bigger than the one that was told that the owner may decide otherwise.
 * @param told profit that was told last, yen; null = none was
 */
export function hasGrown(profit: number | null, told: number | null): boolean {
	if (profit === null || told === null || profit >= 0) return false;
	const growth = told - profit;
	return growth >= GROWN_YEN && growth * 100 >= Math.abs(told) * GROWN_PERCENT;
}

/** A line that turns to and fro every hour for weeks needs no longer memory. */
const MOST_KINDS = 10;

/** Adds what a message said to what was told before. */
export function joinTold(before: ToldOrder | null, now: ToldOrder): ToldOrder {
	if (before?.phase !== now.phase) return now;
	const lines = { ...before.lines };
	for (const [line, kinds] of Object.entries(now.lines)) {
		const before = lines[line] ?? [];
		const news = kinds.filter((kind, place) => kind !== (kinds[place - 1] ?? before.at(-1)));
		lines[line] = [...before, ...news].slice(-MOST_KINDS);
	}
	const losses = { ...before.losses, ...now.losses };
	return { ...now, lines, ...(Object.keys(losses).length > 0 ? { losses } : {}) };
}

/** A note about an order that was never seen before. */
export const makeNote = ({ ordered_at, status }: OrderHead): OrderNote => ({
	...{ ordered_at, status, read_at: null, looked_at: null },
	...{ trouble: null, told: null, offered: null },
});
