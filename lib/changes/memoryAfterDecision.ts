import type { Listing } from '../listing/listing';
import { hideMarks, type ShopMemory } from '../listing/memory';
import type { Decision, HeldMove, Move } from './decision';
import { findReasons } from './guards/explained';
import { readShopMemory } from './guards/guard';
import type { Situation } from './situation';

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
		...(memory.unsent_since && moves.length + held.length === 0 ? { unsent_since: null } : {}),
		...(listing.visible ? pastMarks(listing, memory) : {}),
		...(isOldWord(listing, memory) ? { given_back: null } : {}),
	};
	return Object.keys(remember).length > 0 ? { remember } : {};
}

/** The owner gave one price back: whatever they set after it is theirs again. */
const isOldWord = ({ price, read_at }: Listing, { given_back: word }: ShopMemory): boolean =>
	!!word && price !== word.price && Date.parse(read_at) > Date.parse(word.at);

/**
 * Clears the marks of an item that is visible now: the sync no longer hides it, so if it is hidden
 * again, the owner did it. A mark newer than this reading of the shop was set by another run in the
 * meantime, and is kept.
 */
function pastMarks(listing: Listing, memory: ShopMemory): Decision['remember'] {
	const past = hideMarks.flatMap((mark): Array<[string, string]> => {
		const at = memory[mark];
		return at && Date.parse(at) < Date.parse(listing.read_at) ? [[mark, at]] : [];
	});
	return past.length > 0 ? { cleared: Object.fromEntries(past) } : {};
}

/**
 * A price that the rule agrees with counts as written by the sync, so a different price later was set by
 * hand.
 */
function agreedPrice(situation: Situation, moves: Move[], held: HeldMove[]): Decision['remember'] {
	const { listing, cached, offer, now } = situation;
	if (!listing || offer.status !== 'in_stock' || !listing.visible) return {};
	if (readShopMemory(cached, listing).last_written?.price !== undefined) return {};
	const isOpen = [...moves, ...held].some(
		(move) => move.field === 'price' || move.field === 'visible',
	);
	const at = new Date(now).toISOString();
	return isOpen ? {} : { last_written: { price: listing.price, at, ...findReasons(situation) } };
}
