/**
 * One round of a loop whose items stay in the store: a share of a watch's time, which chooses its items itself, or
 * the next items of a sync.
 */
export interface Slice {
	/** Counted from 1. */
	number: number;
	of: number;
	/** The items of a sync's round, the stalest first; absent for a watch, and after the round. */
	asins?: string[];
	/** How long the data of a sync's items counts as fresh, ms. */
	ttl?: { priceMs: number; stockMs: number; basicInfoMs: number };
	/** Absent before the slice was worked on. */
	done?: SliceCounts;
}

/** The outcome of one slice. */
export interface SliceCounts {
	/** Items that were looked at, and those of them whose price and stock were confirmed. */
	looked: number;
	confirmed: number;
	/** Age of the oldest confirmation among the items on sale, seconds; null if none is known. */
	oldest_age_seconds: number | null;
	/** Items on sale that were never confirmed. */
	never_confirmed: number;
}

/** Counts of a slice that had no time, or no shop to watch. */
export const nothingDone: SliceCounts = {
	...{ looked: 0, confirmed: 0, oldest_age_seconds: null, never_confirmed: 0 },
};
