import type { Listing } from '../../listing/listing';
import { formatYen } from '../../listing/money';
import { floorNames, type FloorCause } from '../../listing/pricing/pricing';
import type { Decision, HeldMove, Move } from '../decision';
import { findCauseOf, holdByFloor } from '../guards/floors';
import { isBelowFloor } from '../guards/guard';
import { holdMove } from '../guards/holdMove';
import { waitForAnswer } from '../guards/ownersHand';
import { emptyMoves } from '../rows';
import type { Situation } from '../situation';
import { finish } from './finish';
import { dropIdleRefill, listWishedMoves } from './listWishedMoves';
import { nameStop, type Wish } from './wish';

/** Turns the wish into the edits that may go out. */
export function settle(situation: Situation, wish: Wish): Decision {
	const { listing } = situation;
	if (!listing) return finish(situation, wish, [], []);
	const held: HeldMove[] = [];
	const allowed = passGuards(listWishedMoves(situation, wish), situation, wish.floor, held);
	const safe = keepOffBelowFloor(situation, wish, allowed, held);
	const due = isBelowFloor(listing, wish.floor) ? safe : waitForAnswer(safe, held);
	return finish(situation, wish, dropIdleRefill(listing, due), held);
}

/** Returns the moves that may go out, and adds the others to `held`. */
function passGuards(
	moves: readonly Move[],
	situation: Situation,
	floor: number | null,
	held: HeldMove[],
): Move[] {
	const allowed: Move[] = [];
	for (const move of moves) {
		const waits = holdMove(move, situation, floor);
		if (waits === null) allowed.push(move);
		else held.push(waits);
	}
	return allowed;
}

/**
 * Keeps everything below the floor off sale: if the price that would correct it is held back, the
 * item is hidden, and a hidden one is not shown.
 */
function keepOffBelowFloor(
	situation: Situation,
	wish: Wish,
	allowed: Move[],
	held: HeldMove[],
): Move[] {
	const { listing } = situation;
	if (!listing || wish.floor === null) return allowed;
	// During a brake no price goes out, and what it left on sale must not be sold at a loss meanwhile.
	const { isBraked } = situation;
	const moved = isBraked ? undefined : allowed.find((move) => move.field === 'price');
	const newPrice = moved?.to ?? listing.price;
	if (Number(newPrice) >= wish.floor) return allowed;
	if (isBraked && !listing.visible) return [];
	const stop = findCauseOf(Number(newPrice), situation);
	const safe = allowed.filter((move) => move.kind !== 'show' && move.kind !== 'refill');
	const reason = `販売価格 ${formatYen(Number(newPrice))} が下限 ${formatYen(wish.floor)} を下回るため`;
	for (const move of allowed) {
		// Quiet for a row: the price that it would need is reported only once, because only the owner can
		// set it.
		if (!safe.includes(move)) {
			const facts = holdByFloor(Number(newPrice), wish.floor, situation);
			held.push({ ...move, ...facts, quiet: listing.variation !== undefined });
		}
	}
	if (listing.variation) return wish.isOver ? safe : emptyBelowFloor(listing, wish, reason, stop);
	if (!listing.visible || safe.some((move) => move.kind === 'hide')) return safe;
	Object.assign(wish, { visible: false, stop });
	wish.why.push(`${reason}非公開にします (${floorNames[stop]})`);
	return [{ kind: 'hide', field: 'visible', to: false }];
}

/** Empties a row that the price is too low for: all rows of an item share one price. */
function emptyBelowFloor(listing: Listing, wish: Wish, reason: string, stop: FloorCause): Move[] {
	Object.assign(wish, { visible: false, stock: 0, isOver: true, stop });
	const moves = emptyMoves(listing);
	if (moves.length > 0) wish.why.push(`${reason}${nameStop(listing)}します (${floorNames[stop]})`);
	return moves;
}
