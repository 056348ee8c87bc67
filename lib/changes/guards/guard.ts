import type { QuestionKind } from '../../listing/guards/questionKinds';
import { isAboutNow, isCovered } from './ownerAnswers';
import type { Remembrance, ShopMemory } from '../../listing/memory';
import { readMemory } from '../../listing/rowMemory';
import type { Listing } from '../../listing/listing';
import type { HeldMove, Move } from '../decision';
import type { CachedFacts, Situation } from '../situation';
import type { Hold } from './hold';

/** Quiet: the owner settled it, so no run reports it again. */
export type Held = Hold & { quiet: boolean };

/**
 * Looks at one move and returns the facts for which it must wait; null if it may go.
 * @param floor the smallest price that loses no money, yen; null if the cost is unknown
 */
export type Guard = (move: Move, situation: Situation, floor: number | null) => Held | null;

/** The outcome of a decision. */
export interface Outcome {
	moves: readonly Move[];
	held: readonly HeldMove[];
	/** The rule named no price, so no price can agree with it. */
	isRefused: boolean;
}

/**
 * Returns what a guard has to know of this decision when it is asked again: fields of `rememberedSchema`.
 * The gate asks with a memory that holds this decision already.
 */
export type Rememberer = (situation: Listed, outcome: Outcome) => Remembrance;

type Listed = Situation & { listing: Listing };

export const loud = (hold: Hold): Held => ({ ...hold, quiet: false });
export const quiet = (hold: Hold): Held => ({ ...hold, quiet: true });

/** Holds a move for the owner to decide, unless they have said yes to it; after a no it waits in silence. */
export function askOwner(
	kind: QuestionKind,
	hold: Hold,
	move: Move,
	{ answers, listing }: Situation,
): Held | null {
	const given = answers[kind];
	if (!given?.answer || !isCovered(move, given.proposal)) return loud(hold);
	if (listing && !isAboutNow(given, listing)) return loud(hold);
	return given.answer === 'yes' ? null : quiet(hold);
}

/** Reads the sync's memory of its own edits to this listing. */
export const readShopMemory = (cached: CachedFacts | null, listing: Listing): ShopMemory =>
	readMemory(cached?.shop, listing);

/** True if the shop's price makes a loss: what corrects it waits for nobody. */
export const isBelowFloor = ({ price }: Pick<Listing, 'price'>, floor: number | null): boolean =>
	floor !== null && price < floor;
