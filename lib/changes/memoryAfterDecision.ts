import type { Listing } from '../listing/listing';
import type { ShopMemory } from '../listing/memory';
import { isConfirmed } from '../listing/offer';
import { isOwnersPrice, readShopMemory } from './guards';
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
 * A price set by hand is reported once; moves that a breaker stopped wait until they are approved or
 * outdated.
 * @param isRefused true if the rule named no price, so that no price can agree with it
 */
export function toRemember(
	situation: Situation,
	moves: Move[],
	held: HeldMove[],
	{ isRefused }: { isRefused: boolean },
): Pick<Decision, 'remember'> {
	const { listing, cached, run, now } = situation;
	if (!listing) return {};
	const memory = readShopMemory(cached, listing);
	const isTold = held.some((move) => move.field === 'price' && !move.quiet);
	const stopped = held.filter((move) => move.guard === 'breaker');
	const remember: Decision['remember'] = {
		...(isTold && isOwnersPrice(listing, memory, now)
			? { owner_price_noticed: listing.price }
			: {}),
		...(stopped.length > 0 && run !== null
			? {
					tripped: {
						run,
						desired: Object.fromEntries(stopped.map(({ field, to }) => [field, to])),
					},
				}
			: memory.tripped && moves.length === 0 && held.length === 0
				? { tripped: null }
				: {}),
		...(isRefused ? {} : agreedPrice(situation, moves, held)),
		...pendingCut(situation, moves, held),
		...(memory.unsent_since && moves.length + held.length === 0 ? { unsent_since: null } : {}),
		...identityNotice(situation, held),
		...variationNotice(held),
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

function identityNotice({ cached }: Situation, held: HeldMove[]): Decision['remember'] {
	const isTold = held.some((move) => move.guard === 'identity' && !move.quiet);
	return isTold && cached?.brand ? { identity_noticed: cached.brand } : {};
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

function variationNotice(held: HeldMove[]): Decision['remember'] {
	const told = held.find((move) => move.guard === 'variations' && !move.quiet);
	return told ? { variation_noticed: Number(told.to) } : {};
}
