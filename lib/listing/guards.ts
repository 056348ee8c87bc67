/** How the guards of a shop are set, and what holds where nobody set them. */

export interface GuardSettings {
	/** Oldest cost with which an item may stay on sale, ms; null = no such limit. */
	maximumCostAgeMs: number | null;
	/** Oldest answer that justifies a cut, a show or a refill, ms. */
	maximumAnswerAgeMs: number;
	/** Share of the run's fetches that must have succeeded before old costs hide anything, percent. */
	minimumSuccessPercent: number;
	/** A cut larger than this waits for a second agreeing answer, percent; null = off. */
	spikePercent: number | null;
	/** Hold items whose brand changed and whose title is another. */
	checkIdentity: boolean;
	/** Keep prices and visibility that the owner set by hand. */
	respectOwner: boolean;
	/** Differences below this are not worth an edit, yen; ignored below the floor. */
	minimumEditYen: number;
	/** Stock that an item in stock is filled up to after a sale. */
	refillStock: number;
}

export interface BreakerLimits {
	/** Edits of one kind that are always allowed. */
	minimum: number;
	/** ... or this share of the run's listings, whichever is more. */
	percent: number;
}

const HOUR_MS = 3_600_000;

/** What Detect Changes has before anybody changes it, and what jobs without guards of their own go by. */
export const defaultGuards = {
	maximumCostAgeMs: 24 * HOUR_MS,
	maximumAnswerAgeMs: 3 * HOUR_MS,
	minimumSuccessPercent: 80,
	spikePercent: 30,
	checkIdentity: true,
	respectOwner: true,
	minimumEditYen: 100,
	refillStock: 1,
} as const satisfies GuardSettings;

export const defaultBreaker = { minimum: 50, percent: 5 } as const satisfies BreakerLimits;
