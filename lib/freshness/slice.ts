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
