import type { ShopRules } from './shopRules';

/** The facts of a run that say whether its settings or the shop's book name its hours and its room. */
export interface PlaceFacts {
	/** Where the run's rules come from; undefined = its nodes' own parameters. */
	rulesFrom: 'settings' | 'book' | undefined;
	/** A person started the run, perhaps from a draft of the workflow that is not published. */
	isManual: boolean;
	/** null if the shop has no version yet. */
	known: ShopRules | null;
}

/**
 * Chooses the hours of a run. Published settings that say the same as in the last scheduled run give way to the book:
 * what the owner saved at the desk is the later word. @param typed empty = none are typed
 */
export function chooseHours(typed: string, { rulesFrom, isManual, known }: PlaceFacts): string {
	if (!known) return typed;
	const saved = known.values.business_hours;
	if (rulesFrom !== 'settings') return typed || saved;
	// Hours that were just taken out of the settings keep no run from noticing that.
	if (typed !== known.typedHours) return typed;
	return isManual ? typed || saved : saved;
}

/** Chooses the room of a run's messages in the same way; empty = neither names one. */
export function chooseRoom(typed: string, { rulesFrom, isManual, known }: PlaceFacts): string {
	const isPublished = rulesFrom === 'settings' && !isManual;
	if (!known || !isPublished || typed !== known.typedRoom) return typed;
	return known.values.room || typed;
}
