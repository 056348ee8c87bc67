import type { Listing } from '../../listing/listing';
import type { Move } from '../decision';
import { emptyMoves, refillMove } from '../rows';
import type { Situation } from '../situation';
import type { Wish } from './wish';

/** Drops refills of a hidden item that stays hidden: stock is only filled up for items on sale. */
export const dropIdleRefill = (listing: Listing, moves: Move[]): Move[] =>
	listing.visible || moves.some((move) => move.kind === 'show')
		? moves
		: moves.filter((move) => move.kind !== 'refill');

/** Lists the differences between the shop and the wish, each as a separate move. */
export function listWishedMoves(situation: Situation, wish: Wish): Move[] {
	const { listing, guards } = situation;
	if (!listing) return [];
	if (listing.variation && wish.isOver) return emptyMoves(listing);
	const moves: Move[] = [];
	if (listing.visible && !wish.visible) {
		moves.push({ kind: 'hide', field: 'visible', to: false });
		return moves;
	}
	if (wish.price !== null && isWorthAnEdit(wish.price, listing.price, wish.floor, guards)) {
		const kind = wish.price > listing.price ? 'raise' : 'cut';
		moves.push({ kind, field: 'price', to: wish.price });
	}
	if (!listing.visible && wish.visible) moves.push({ kind: 'show', field: 'visible', to: true });
	const refill = wish.visible ? refillMove(listing, guards.refillStock) : null;
	if (refill !== null) moves.push(refill);
	return moves;
}

function isWorthAnEdit(
	wanted: number,
	actual: number,
	floor: number | null,
	guards: Situation['guards'],
): boolean {
	if (wanted === actual) return false;
	if (floor !== null && actual < floor) return true;
	return Math.abs(wanted - actual) >= guards.minimumEditYen;
}
