import type { Brake } from '../../ledger/stops/brakes';
import type { Ledger } from '../../ledger/ledger';

/** An emergency brake, or closed days. */
export interface Hold {
	/** Number of the run that hides the items. */
	run: string;
	/** The reason that the owner gave; empty = none. */
	reason: string;
	/** Day of return of closed days, ISO 8601 with offset; null = until a person releases the brake. */
	until: string | null;
}

type HoldLedger = Pick<Ledger, 'pauses' | 'brakes'>;

/** Names a stop for the owner. */
export const nameStop = ({ reason, until }: Pick<Hold, 'reason' | 'until'>): string =>
	`${until === null ? '緊急停止' : '休業'}${reason ? ` (${reason})` : ''}`;

/** Stops all writes to a shop but hides, until it is released. */
export async function holdShop(
	{ pauses, brakes }: HoldLedger,
	account: string,
	hold: Hold,
): Promise<void> {
	const found = await pauses.get(account);
	// A pause that a brake set is not somebody else's: it belongs to this pull, or to an earlier one.
	const before =
		found && found.by !== 'brake'
			? { by: found.by, reason: found.reason }
			: (found?.before ?? null);
	const until = await brakes.add(account, { ...hold, pausedBefore: before });
	const reason = nameStop({ ...hold, until });
	await pauses.set(account, { by: 'brake', reason, until, before });
}

/**
 * Ends a brake, unless it was pulled again meanwhile. A pause from before it is restored, and one that somebody else
 * set since (by hand, or an undo) is left alone.
 */
export async function endHold(
	{ pauses, brakes }: HoldLedger,
	account: string,
	{ runs, paused_before }: Pick<Brake, 'runs' | 'paused_before'>,
): Promise<void> {
	if (!(await brakes.clear(account, runs))) return;
	if ((await pauses.get(account))?.by !== 'brake') return;
	if (paused_before) await pauses.set(account, paused_before);
	else await pauses.clear(account);
}
