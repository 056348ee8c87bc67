/**
 * The memory of an item between two looks. A look is a screening: it shows that something moved, and
 * misses a share of the changes. A confirmation asks for the offers: it sees everything.
 */
export interface ItemLooks {
	/** When it was last looked at or confirmed, ms since 1970; 0 = never. */
	looked: number;
	/** When it was last confirmed, ms since 1970; 0 = never. */
	confirmed: number;
	/** Changes found; a fraction, because one look may stand for several changes and old ones fade. */
	changes: number;
	/** For how long it was watched, ms, fading alike. */
	watched: number;
	/** A look saw it move, and nothing has confirmed it since. */
	moved: boolean;
}

export const unwatched: Readonly<ItemLooks> = {
	...{ looked: 0, confirmed: 0, changes: 0, watched: 0, moved: false },
};

/** The result of a look; null = no answer came. */
export type Sight = 'same' | 'moved' | 'unsure' | null;

/** The habits of a shop's items: one of which little is known is believed to share them. */
export interface Habits {
	/** Changes per ms of an item. */
	meanRate: number;
	/** Shape of the gamma distribution of the rates: the smaller, the more a few items do all the moving. */
	shape: number;
	/** Share of the changes that a look does not show, 0 to 1. */
	blindShare: number;
}

/** Sightings older than this count half: items calm down and wake up, ms. */
const HALF_LIFE_MS = 30 * 24 * 3_600_000;

/** Notes a look. Of an item that moved nothing is known before it is confirmed: a count alone may have moved. */
export function noteLook(
	item: ItemLooks,
	sight: Sight,
	now: number,
	{ blindShare }: Pick<Habits, 'blindShare'>,
): ItemLooks {
	if (sight === null) return item;
	if (sight === 'moved') return { ...item, moved: true };
	const calmMs = sight === 'same' ? elapsed(item.looked, now) : 0;
	const faded = fade(item, elapsed(item.looked, now));
	return { ...faded, looked: now, watched: faded.watched + (1 - blindShare) * calmMs };
}

/**
 * Notes a confirmation.
 * @param hasChanged the offer is another one than at the last confirmation; null = no usable answer
 */
export function noteConfirmation(
	item: ItemLooks,
	hasChanged: boolean | null,
	now: number,
	habits: Habits,
): ItemLooks {
	if (hasChanged === null) return item;
	const isFirst = item.confirmed === 0;
	const seenMs = item.moved ? (1 - habits.blindShare) * elapsed(item.looked, now) : 0;
	const exposedMs = seenMs + habits.blindShare * elapsed(item.confirmed, now);
	const changes = hasChanged && !isFirst ? expectChanges(findRate(item, habits) * exposedMs) : 0;
	const faded = fade(item, elapsed(item.looked, now));
	return {
		...{ looked: now, confirmed: now, moved: false },
		changes: faded.changes + changes,
		watched: faded.watched + (isFirst ? 0 : exposedMs),
	};
}

/**
 * Brings the memory in line with the time of the last confirmation as the cache has it, which the sync sets too. A
 * time to come was noted by a wrong clock, and counts as none: else nobody would look before it has come.
 * @param confirmed ms since 1970; 0 = never
 */
export function catchUp(item: ItemLooks, confirmed: number, now: number): ItemLooks {
	const known = dropFuture(confirmed, now);
	const looked = dropFuture(item.looked, now);
	return {
		...{ ...item, confirmed: known },
		looked: Math.max(looked, known),
		moved: item.moved && known <= looked,
	};
}

/** Returns 0 for a time to come, or for none. */
export const dropFuture = (time: number, now: number): number => (time <= now ? time : 0);

/** Returns an item's changes per ms: the gamma posterior's mean, with the shop's habits as the prior. */
export const findRate = (
	{ changes, watched }: Pick<ItemLooks, 'changes' | 'watched'>,
	{ meanRate, shape }: Habits,
): number => (shape + changes) / (shape / meanRate + watched);

/**
 * Returns how many changes a single "it changed" stands for: the mean of a Poisson count that is not 0. One
 * answer can't tell one change from five (Cho and Garcia-Molina, Estimating Frequency of Change, 2003).
 * @param expected changes in that time, before anything was seen
 */
function expectChanges(expected: number): number {
	return expected < 1e-6 ? 1 : expected / -Math.expm1(-expected);
}

/** A clock that was set back must not turn time into something negative. */
const elapsed = (since: number, now: number): number =>
	since === 0 ? 0 : Math.max(now - since, 0);

function fade(item: ItemLooks, ms: number): ItemLooks {
	const kept = 2 ** (-ms / HALF_LIFE_MS);
	return { ...item, changes: item.changes * kept, watched: item.watched * kept };
}
