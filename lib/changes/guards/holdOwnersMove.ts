import type { Edits } from '../../listing/memory';
import type { HeldMove, Move } from '../decision';
import type { Situation } from '../situation';
import { blockedGuard } from './blocked';
import { currentGuard } from './current';
import { holdByFloor } from './floors';
import { loud, type Guard, type Held } from './guard';
import { holdMove } from './holdMove';
import { changedByHandGuard, ownersVisibilityGuard, variationsGuard } from './ownersHand';
import { provedGuard, unsupportedGuard } from './proved';

/**
 * The guards of moves that the shop's rule book did not decide: those of the owner's own jobs (undo, release, new
 * items), which pass fewer guards than a run and some of their own, and those by a node's own rules.
 */

/** The guards that also apply to the owner's own jobs. The others ask for an explanation, and the wish is one. */
const jobGuards: readonly Guard[] = [currentGuard, unsupportedGuard, provedGuard];

/**
 * Returns a move of an owner's job as held; null if it may go out. Nothing goes on sale that Amazon does not
 * sell, and nothing below its floor.
 * @param edits all edits of the job to this item: a price that is put back counts for the show beside it
 */
export function holdOwnersMove(
	move: Move,
	edits: Edits,
	situation: Situation,
	floor: number | null,
): HeldMove | null {
	const hold =
		holdBelowFloor(move, edits, situation, floor) ??
		holdSoldOut(move, situation) ??
		jobGuards.map((check) => check(move, situation, floor)).find((held) => held !== null);
	return hold ? { ...move, ...hold } : null;
}

/**
 * Returns a move that a node's own rules decided as held; null if it may go out. The price may have been lowered by
 * hand since.
 * @param edits all edits of the decision to this item
 */
export function holdMoveOfOwnRules(
	move: Move,
	edits: Edits,
	situation: Situation,
	floor: number | null,
): HeldMove | null {
	const loss = holdBelowFloor(move, edits, situation, floor);
	return loss ? { ...move, ...loss } : holdMove(move, situation, floor);
}

/** Holds what would be on sale below its floor, by the price that the item has after all the edits. */
function holdBelowFloor(
	move: Move,
	edits: Edits,
	situation: Situation,
	floor: number | null,
): Held | null {
	const price = edits.price ?? situation.listing!.price;
	const isSafe = move.kind === 'hide' || move.kind === 'empty' || move.kind === 'raise';
	if (isSafe || floor === null || price >= floor) return null;
	return loud(holdByFloor(price, floor, situation));
}

function holdSoldOut({ kind }: Move, { listing, offer: { status } }: Situation): Held | null {
	// No cost is known of what is sold out.
	const isOnSale = kind === 'show' || kind === 'refill' || (kind === 'cut' && listing!.visible);
	const isWrong = isOnSale ? status !== 'in_stock' : kind === 'cut' && status === 'gone';
	return isWrong ? loud({ guard: 'sold_out' }) : null;
}

/** Holds a job's edit of an item whose rows sell different products. A raise passes: no row loses money by it. */
export function holdVariations(move: Move, situation: Situation): HeldMove | null {
	const hold = move.kind === 'raise' ? null : variationsGuard(move, situation);
	return hold && { ...move, ...hold };
}

/** Holds a show of what somebody changed since we hid it, whatever is known of its product. */
export function holdChangedByHand(move: Move, situation: Situation): HeldMove | null {
	const hold = changedByHandGuard(move, situation);
	return hold && { ...move, ...hold };
}

/** Holds a show of what this package did not hide. Nobody can tell without a memory of the item. */
export function holdHiddenByOwner(move: Move, situation: Situation): HeldMove | null {
	const hold = situation.cached && ownersVisibilityGuard(move, situation);
	return hold && { ...move, ...hold };
}

/** Holds a job's edit of an item that the owner took out, or whose price the owner fixed, since the job's run. */
export function holdByOwnRule(move: Move, { override }: Situation): HeldMove | null {
	const { neverTouch, price } = override;
	if (neverTouch) return { ...move, ...loud({ guard: 'own_rule', price: null }) };
	const isOther = move.field === 'price' && price !== undefined && Number(move.to) !== price;
	return isOther ? { ...move, ...loud({ guard: 'own_rule', price }) } : null;
}

/** Holds a new item whose price was made by rules that the owner has replaced since. @param pricedBy see Intent */
export function holdByOldRules(
	move: Move,
	pricedBy: number | null | undefined,
	{ pricedSince }: Situation,
): HeldMove | null {
	const isOld = pricedBy != null && pricedSince !== null && pricedBy < pricedSince;
	return isOld ? { ...move, ...loud({ guard: 'other_rules' }) } : null;
}

/** Holds what would sell a product of the owner's block lists, whatever else is known of it. */
export function holdBlocked(move: Move, situation: Situation): HeldMove | null {
	const hold = blockedGuard(move, situation);
	return hold && { ...move, ...hold };
}
