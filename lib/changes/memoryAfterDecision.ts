import type { Listing } from '../listing/listing';
import type { ShopMemory } from '../listing/memory';
import { isConfirmed } from '../listing/offer';
import { readShopMemory } from './guards/guards';
import type { Decision, HeldMove, Move } from './decision';
import type { Situation } from './situation';

/** The memory that a decision leaves for the next one. */

/** A big cut is remembered until the next fetch agrees, and forgotten once it is settled. */
function pendingCut(
	{ listing, offer, cached }: Situation,
	moves: Move[],
	held: HeldMove[],
): Decision['remember'] {
	const waits = held.some((move) => move.kind === 'cut' && move.guard === 'spike');
	if (waits && offer.price !== null) {
		return { pending: { price: offer.price, seen_at: offer.fetched_at } };
	}
	const settled = isConfirmed(offer) && (moves.length > 0 || held.length === 0);
	return listing && readShopMemory(cached, listing).pending && settled ? { pending: null } : {};
}

/**
 * Returns what the next decision has to know of this one.
 * @param isRefused true if the rule named no price, so that no price can agree with it
 */
export function toRemember(
	situation: Situation,
	moves: Move[],
	held: HeldMove[],
	{ isRefused }: { isRefused: boolean },
): Pick<Decision, 'remember'> {
	const { listing, cached } = situation;
	if (!listing) return {};
	const memory = readShopMemory(cached, listing);
	const remember: Decision['remember'] = {
		...(isRefused ? {} : agreedPrice(situation, moves, held)),
		...pendingCut(situation, moves, held),
		...(memory.unsent_since && moves.length + held.length === 0 ? { unsent_since: null } : {}),
		...(listing.visible ? pastMarks(listing, memory) : {}),
	};
	return Object.keys(remember).length > 0 ? { remember } : {};
}

/**
 * Clears the marks of an item that is visible now: the sync no longer hides it, so if it is hidden
 * again, the owner did it. A mark newer than this reading of the shop was set by another run in the
 * meantime, and is kept.
 */
function pastMarks(listing: Listing, memory: ShopMemory): Decision['remember'] {
	const marks = [
		'hidden_by_sync_at',
		'hide_intended_at',
		'hidden_by_brake_at',
		'adopted_at',
	] as const;
	const isPast = (at: string | null | undefined) =>
		!!at && Date.parse(at) < Date.parse(listing.read_at);
	return Object.fromEntries(
		marks.filter((mark) => isPast(memory[mark])).map((mark) => [mark, null]),
	);
}

/**
 * A price that the rule agrees with counts as written by the sync, so a different price later was set by
 * hand.
 */
function agreedPrice(
	{ listing, cached, offer, now }: Situation,
	moves: Move[],
	held: HeldMove[],
): Decision['remember'] {
	if (!listing || offer.status !== 'in_stock' || !listing.visible) return {};
	if (readShopMemory(cached, listing).last_written?.price !== undefined) return {};
	const isOpen = [...moves, ...held].some(
		(move) => move.field === 'price' || move.field === 'visible',
	);
	const at = new Date(now).toISOString();
	return isOpen ? {} : { last_written: { price: listing.price, at } };
}
