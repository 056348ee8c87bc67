import type { Block } from '../blocks/blockLists';

/** The effects that rules would have on a shop, as counts. */

/**
 * The fate of one product. `hide` is also a row that is emptied, `show` also a stock that is filled up.
 * `unknown`: nothing can be said, because no answer of Amazon is known, or the owner's is awaited.
 */
export const outcomes = ['rise', 'fall', 'hide', 'show', 'unchanged', 'unknown'] as const;

export type Outcome = (typeof outcomes)[number];

/** The kinds of moves, each with examples of its own. `blocked`: hidden by a block list; `hide`: otherwise. */
export const moveKinds = ['blocked', 'hide', 'rise', 'fall', 'show'] as const;

export type ForeseenKind = (typeof moveKinds)[number];

/** Counts of outcomes; their sum is `total`. */
export interface Foreseen extends Record<Outcome, number> {
	/** Products of the shop. */
	total: number;
	/** Of those that would be hidden: no allowed price covers their cost. */
	below_floor: number;
	/** Average of the differences of the prices that rise or fall, yen, rounded; 0 if none does. */
	average_yen: number;
	/** The largest moves first, ten at most. */
	examples: ForeseenMove[];
	/**
	 * Absent in what was stored before there were examples of each kind, like the two counts below. Of each kind the
	 * largest moves first, ten at most.
	 */
	examples_of?: Record<ForeseenKind, ForeseenMove[]>;
	/** Of those that would be hidden: a block list takes them off sale. */
	blocked?: number;
	/** Products that the shop shows now. */
	on_sale?: number;
}

/** One price that would change, or one item that would be shown or hidden. */
export interface ForeseenMove {
	asin: string;
	item_id: number;
	/** Row of the item, if its rows are different products. */
	variation_id: number | null;
	title: string;
	/** Yen. */
	from: number;
	/** Yen; null if it would be hidden. */
	to: number | null;
	/** Reasons in the owner's language. */
	why: string[];
	/** The entry of a block list that hides it; absent if none does. */
	block?: Pick<Block, 'by' | 'entry'>;
}
