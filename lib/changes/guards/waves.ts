import type { QuestionKind } from '../../listing/guards/questionKinds';
import { nameOfItem, type Listing } from '../../listing/listing';
import type { Move } from '../decision';
import type { Situation } from '../situation';
import { askOwner, isBelowFloor, readShopMemory, type Held } from './guard';
import { findCause } from './explained';
import { isSupported } from './proved';

/** The guards that count: the last resort against a fault of our own, and against a holiday by hand. */

/**
 * Stops cuts and shows once half the shop has moved within hours, until the owner says yes. Hides and raises are
 * never counted. Neither is showing an item again that this package hid, if a second source supports the offer.
 */
export function waveGuard(move: Move, situation: Situation, floor: number | null): Held | null {
	const { listing, waves } = situation;
	if (!listing || !isCounted(move, situation) || isBelowFloor(listing, floor)) return null;
	if (!waves.reached.includes(move.kind) && !isWaiting('wave', move, situation)) return null;
	return askOwner('wave', { guard: 'wave', limit: waves.limit }, move, situation);
}

/** True for a cut or a show that a fault of our own could have made. */
export function isCounted(move: Move, situation: Situation): boolean {
	const { listing, offer, cached } = situation;
	// The owner has seen what another rule or setting would do.
	if (move.kind === 'cut') return findCause(situation) === 'amazon';
	if (move.kind !== 'show') return false;
	const memory = listing ? readShopMemory(cached, listing) : {};
	const isOurs = memory.hidden_by_sync_at ?? memory.hidden_by_brake_at;
	return !(isOurs && isSupported(offer));
}

/** Stocks that fell to 0 by the hundred are no sales: the owner is asked once. */
export function refillGuard(move: Move, situation: Situation): Held | null {
	const { listing, falls } = situation;
	if (!listing || move.kind !== 'refill') return null;
	const isMass = nameRefilled(move, listing).some((name) => falls.together.has(name));
	if (!isMass && !isWaiting('refill', move, situation)) return null;
	return askOwner('refill', { guard: 'refill', limit: falls.limit }, move, situation);
}

const nameRefilled = ({ to }: Move, { item_id }: Listing): string[] =>
	typeof to === 'object'
		? Object.keys(to).map((id) => nameOfItem(item_id, { variation_id: Number(id) }))
		: [nameOfItem(item_id)];

/** True if the owner was asked about such a move, and has not said yes. A larger move waits too. */
function isWaiting(kind: QuestionKind, move: Move, { answers }: Situation): boolean {
	const given = answers[kind];
	return !!given && given.answer !== 'yes' && given.proposal[move.field] !== undefined;
}
