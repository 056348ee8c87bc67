import type { SliceCounts } from '../../../freshness/slice';

/**
 * One round of a loop whose items stay in the store: a slice of a watch's time, which chooses its items itself, or
 * the next items of a sync. Workflows in use ask for it by the name that it had first, `slice`.
 */
export interface Round {
	/** Counted from 1. */
	number: number;
	of: number;
	/** The items of a sync's round, the stalest first; absent for a watch, and after the round. */
	asins?: string[];
	/** How long the data of a sync's items counts as fresh, ms. */
	ttl?: { priceMs: number; stockMs: number; basicInfoMs: number };
	/** The work of a watch in it; absent before. */
	done?: SliceCounts;
}
