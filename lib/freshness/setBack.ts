import type { ItemLooks } from './looks';

/** A machine's clock that was set back: what was noted before is older than its stamp says. */
export interface SetBack {
	/** The time on the clock when it was found, ms since 1970. */
	at: number;
	/** How far it was set back, ms. */
	by: number;
}

/** Less than this is a time server's correction, or the clock of another worker, ms. */
const LEAST_MS = 5 * 60_000;

/**
 * Finds out whether the clock was set back since the newest look was noted: a look every minute leaves no other
 * explanation for a stamp of a time to come.
 * @param known the last time that it was
 * @param newest ms since 1970; 0 = nothing was noted
 */
export function findSetBack(known: SetBack | null, newest: number, now: number): SetBack | null {
	const isKnown = known !== null && newest <= known.at + known.by;
	if (newest - now < LEAST_MS || isKnown) return known;
	// Nobody knows how long ago that look was: a run that began since must not take it for its own.
	return { at: now, by: newest - now + LEAST_MS };
}

/** Brings what was noted before the clock was set back to the clock as it is now. */
export const shiftLooks = (
	{ looked, confirmed, ...item }: ItemLooks,
	{ by }: SetBack,
): ItemLooks => ({
	...item,
	looked: Math.max(looked - by, 0),
	confirmed: Math.max(confirmed - by, 0),
});

/**
 * Returns when an item was confirmed, on the clock as it is now. A stamp of the time that the clock went through twice
 * is from the first one unless a look tells otherwise: asking once more costs a call, trusting it a stale price.
 * @param stamp ms since 1970, as it was noted
 * @param looks of the item, brought to the clock as it is now
 */
export function readConfirmed(
	stamp: number,
	{ confirmed }: Pick<ItemLooks, 'confirmed'>,
	back: SetBack | null,
): number {
	if (back === null || stamp > back.at + back.by) return stamp;
	return stamp >= back.at && confirmed >= back.at ? stamp : stamp - back.by;
}
