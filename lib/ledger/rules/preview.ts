import type { Foreseen, ForeseenMove } from '../../listing/pricing/foreseen';

/** The effects that a set of rules would have on a shop, found without asking anybody or writing anything. */
export interface Preview extends Foreseen {
	/** When it was made, ISO 8601 with offset. */
	at: string;
	/** When the shop's list was last read as a whole, ISO 8601 with offset. */
	listed_at: string;
	/** Age of Amazon's answers behind it, hours to a tenth; null if no item has one. */
	answer_hours: { median: number; oldest: number } | null;
	/** Items whose own price the rules refuse, e.g. because it does not cover the cost; absent in older records. */
	refused?: number;
	/** Moves that the next runs make without these rules too; absent in older records. */
	anyway?: number;
	/** Minutes that BASE's hourly limit makes the edits take; 0 if they fit into one hour. */
	base_minutes: number;
}

export type PreviewedMove = ForeseenMove;
