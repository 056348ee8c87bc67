import type { Edits } from '../../listing/memory';
import type { Move } from '../decision';

/** The owner's answers about one item, with what they were shown; null = no such answer. */
export interface OwnerAnswers {
	/**
	 * Yes to the rule's first price. `no`: the owner's price stays. `free`: nobody is asked, because the
	 * node has rules of its own.
	 */
	first_price: Edits | 'no' | 'free' | null;
	/** Yes to moves that were stopped for being too many. */
	wave: Edits | null;
	/** No to such moves. */
	refused: Edits | null;
	/** Such moves that the owner was asked about and has not answered yet. */
	asked: Edits | null;
}

export const noAnswers: OwnerAnswers = {
	first_price: null,
	wave: null,
	refused: null,
	asked: null,
};

/** A price this much lower than the one that the owner was shown is another question, percent. */
const MOVED_PERCENT = 5;

/** True if a move goes no further than what the owner was shown. */
export function isCovered(move: Move, shown: Edits): boolean {
	const value = shown[move.field];
	if (value === undefined) return false;
	if (move.field !== 'price') return JSON.stringify(value) === JSON.stringify(move.to);
	return move.kind === 'raise' || Number(move.to) * 100 >= Number(value) * (100 - MOVED_PERCENT);
}
