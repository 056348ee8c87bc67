import { mapListing } from '../../listing/codes/mapListing';
import type { Listing } from '../../listing/listing';
import { hideMarks, type ShopMemory } from '../../listing/memory';
import { hasReadRows } from '../rows';
import type { HeldMove, Move } from '../decision';
import type { Situation } from '../situation';
import { askOwner, isBelowFloor, quiet, readShopMemory, type Held, type Rememberer } from './guard';

/** The guards that keep what the owner did by hand in the shop. */

/**
 * All rows share one price: if they sell different products, the price is the owner's. If the rows
 * can't be read, neither the price nor the stock of the item is known.
 */
export function variationsGuard(move: Move, { listing, cached }: Situation): Held | null {
	if (!listing || listing.variation_count === 0 || move.kind === 'hide') return null;
	const sellsOthers = !listing.variation && sellsDifferentProducts(listing);
	if (move.field === 'visible' && !sellsOthers) return null;
	const isOneRows = listing.variation !== undefined && move.field !== 'price';
	if (hasReadRows(listing) && !sellsOthers && (!listing.variation || isOneRows)) return null;
	const isTold = readShopMemory(cached, listing).variation_noticed === move.to;
	return {
		guard: 'variations',
		other_products: listing.variation !== undefined || sellsOthers,
		rows: listing.variation_count,
		trouble: listing.unreadable_variation ?? null,
		quiet: move.field !== 'price' || isTold,
	};
}

/** True of an item that was decided about as one product, and got rows of other ones since. */
const sellsDifferentProducts = (listing: Listing): boolean => mapListing(listing).kind === 'rows';

/** While the brake holds, nothing that it hid is shown. From the day of return on, the sync may show it. */
export function brakeGuard(move: Move, { listing, cached, isBraked }: Situation): Held | null {
	if (!listing || move.kind !== 'show' || !isBraked) return null;
	return readShopMemory(cached, listing).hidden_by_brake_at ? quiet({ guard: 'brake' }) : null;
}

/** Allows a show only if this package hid the item itself or the owner handed it over. */
export function ownersVisibilityGuard(
	move: Move,
	{ listing, cached, guards }: Situation,
): Held | null {
	if (!listing || move.kind !== 'show' || !guards.respectOwner) return null;
	const memory = readShopMemory(cached, listing);
	return isHiddenByOwner(listing, memory) ? quiet({ guard: 'owners_visibility' }) : null;
}

/** True if neither this package hid the item nor did the owner hand it over. */
export function isHiddenByOwner({ visible }: Listing, memory: ShopMemory): boolean {
	const { hidden_by_sync_at, hide_intended_at, adopted_at, hidden_by_brake_at } = memory;
	return !visible && !(hidden_by_sync_at ?? hide_intended_at ?? adopted_at ?? hidden_by_brake_at);
}

/**
 * Asks before an item is shown that somebody changed after it was hidden: they may have shown it and hidden
 * it again, which leaves no other trace.
 */
export function changedByHandGuard(move: Move, situation: Situation): Held | null {
	const { listing, cached, guards } = situation;
	if (!listing || move.kind !== 'show' || !guards.respectOwner) return null;
	if (!isChangedSince(listing, readShopMemory(cached, listing))) return null;
	const at = listing.modified;
	return askOwner('hidden_by_hand', { guard: 'hidden_by_hand', at }, move, situation);
}

/**
 * Drops all moves of a hidden item that waits for the owner: nobody can buy it, and an edit of ours would change the
 * stamp that the question is about, so that the answer came to nothing.
 */
export const waitForAnswer = (moves: Move[], held: readonly HeldMove[]): Move[] =>
	held.some(({ guard }) => guard === 'hidden_by_hand') ? [] : moves;

/** A call to the shop ends within this time, whatever happens to it, ms. */
export const CALL_MS = 3 * 60_000;

/** True if the shop noted a change after our last edit. A list that was read before that edit says nothing. */
function isChangedSince(
	{ modified, read_at }: Listing,
	{ own_modified: own, last_written: written, intended }: ShopMemory,
): boolean {
	// Once BASE gave the time of our own edit, silence is no proof that nobody changed the item since.
	if (!modified) return !!own && !(written && Date.parse(read_at) < Date.parse(written.at));
	// A hide whose answer was lost was carried out within minutes, if it was.
	if (intended?.visible === false) {
		return Date.parse(modified) > Date.parse(intended.at) + CALL_MS;
	}
	if (!own) return false;
	if (written && Date.parse(read_at) < Date.parse(written.at)) return false;
	return Date.parse(modified) > Date.parse(own);
}

/** Returns the stamp that tells later that somebody changed a hidden item; nothing if nobody did. */
export function findSignOfHand(listing: Listing, memory: ShopMemory): { signOfHand?: string } {
	if (listing.visible || !isChangedSince(listing, memory)) return {};
	const signOfHand = memory.own_modified ?? memory.intended?.at;
	return signOfHand === undefined ? {} : { signOfHand };
}

/** A first price further away from the rule's than this is asked about, percent of the rule's. */
const FIRST_PRICE_PERCENT = 30;

/**
 * An item that nothing was ever written to may have its price for a reason (a set of two, a price by
 * hand): far from the rule's price it waits for the owner. A price that makes a loss does not wait. While the owner
 * hides the item nobody can buy it, so there is nothing to ask.
 */
export function firstPriceGuard(
	move: Move,
	situation: Situation,
	floor: number | null,
): Held | null {
	const { listing, cached, guards, version } = situation;
	// A node with rules of its own has nobody to ask.
	if (!listing || move.field !== 'price' || !guards.respectOwner || version === null) return null;
	const memory = readShopMemory(cached, listing);
	// Version 0.1 kept no cost: nothing explains a price far from the rule's there either.
	if (memory.last_written?.cost) return null;
	if (isBelowFloor(listing, floor)) return null;
	const wanted = Number(move.to);
	const isNear = Math.abs(listing.price - wanted) * 100 <= wanted * FIRST_PRICE_PERCENT;
	if (isNear) return null;
	const hold = { guard: 'first_price', price: listing.price } as const;
	const waits = askOwner('first_price', hold, move, situation);
	return waits && isHiddenByOwner(listing, memory) ? quiet({ guard: 'owners_visibility' }) : waits;
}

/** Keeps the owner's price (it differs from the one the sync last wrote), unless it makes a loss. */
export function ownersPriceGuard(
	move: Move,
	situation: Situation,
	floor: number | null,
): Held | null {
	const { listing, cached, guards, now, override } = situation;
	if (!listing || move.field !== 'price' || !guards.respectOwner) return null;
	if (isBelowFloor(listing, floor)) return null;
	const { price } = listing;
	const memory = readShopMemory(cached, listing);
	if (mayBeTakenBack(listing, memory)) {
		return askOwner('unexplained', { guard: 'unexplained', price }, move, situation);
	}
	if (!isOwnersPrice(listing, memory, now) || isGivenBack(listing, memory)) return null;
	if (move.to === override.price && isFixedSince(listing, memory, override.price)) return null;
	return { guard: 'owners_price', price, quiet: memory.owner_price_noticed === price };
}

/** True if the owner fixed the item's price after they had set the shop's price by hand: it is their later word. */
const isFixedSince = (
	{ price }: Listing,
	{ hand_price: hand, last_written: written }: ShopMemory,
	fixed: number,
): boolean => hand?.price === price && hand.fixed !== fixed && written?.price !== fixed;

/** Notes a price by hand when it is seen first, and the price that the owner had fixed by then. */
export const rememberHandPrice: Rememberer = ({ listing, cached, override, now }) => {
	const memory = readShopMemory(cached, listing);
	const { price } = listing;
	if (!isOwnersPrice(listing, memory, now)) return memory.hand_price ? { hand_price: null } : {};
	const fixed = override.price ?? null;
	return memory.hand_price?.price === price ? {} : { hand_price: { price, fixed } };
};

/** True if the owner gave the price that the shop shows back to the rule: that explains the next one. */
export const isGivenBack = ({ price }: Pick<Listing, 'price'>, memory: ShopMemory): boolean =>
	memory.given_back?.price === price;

/** True if neither our last price nor one of ours that is still on its way is shown. */
function isOwnersPrice({ price, read_at }: Listing, memory: ShopMemory, now: number): boolean {
	const { last_written: written } = memory;
	const before = findPriceBefore(memory);
	if (before === undefined || price === before || price === findOpenPrice(memory)?.price) {
		return false;
	}
	return !isWrittenSince({ read_at }, written?.price_at, now);
}

/** The price that the shop shows unless a lost edit came through; undefined if nothing was ever written. */
const findPriceBefore = (memory: ShopMemory): number | undefined =>
	// The gate accepted `from` before it sent the price that is on its way.
	findOpenPrice(memory)?.from ?? memory.last_written?.price;

/**
 * True if the shop shows the price of before an edit whose answer was lost, and was changed after that edit must
 * have ended: the edit came through and was taken back, or it never did and an order or a text moved the stamp.
 */
function mayBeTakenBack({ price, modified }: Listing, memory: ShopMemory): boolean {
	const open = findOpenPrice(memory);
	if (open === null || price !== findPriceBefore(memory) || price === open.price) return false;
	if (open.touched) return true;
	if (!modified || modified === memory.own_modified) return false;
	return Date.parse(modified) > Date.parse(open.at) + CALL_MS;
}

/** Returns the price on its way with what the shop's stamp tells of it, before an edit of ours moves the stamp. */
export function findOpenPriceNow(listing: Listing, memory: ShopMemory): ShopMemory['open_price'] {
	const open = findOpenPrice(memory);
	return open && mayBeTakenBack(listing, memory) ? { ...open, touched: true } : open;
}

/**
 * Returns the price of ours that the shop's price is explained by, with its reasons: the last one that was written, or
 * one whose answer was lost and which is shown all the same.
 */
export function findShownWrite(
	{ price }: Listing,
	memory: ShopMemory,
): OpenPrice | ShopMemory['last_written'] {
	const open = findOpenPrice(memory);
	const isShown = open?.price === price && memory.last_written?.price !== price;
	return isShown ? open : memory.last_written;
}

type OpenPrice = ShopMemory['open_price'] & object;

/** Returns the price that may have reached the shop although nobody heard of it; null if there is none. */
function findOpenPrice({ open_price, intended }: ShopMemory): OpenPrice | null {
	if (open_price !== undefined) return open_price;
	// Version 0.1 kept only the last intent.
	return intended?.price === undefined ? null : { price: intended.price, at: intended.at };
}

/**
 * The watch and a sync run at the same time, so the list that one of them read may miss a price that
 * the other wrote meanwhile. A timestamp in the future comes from a wrong clock and is ignored.
 */
export function isWrittenSince(
	{ read_at }: Pick<Listing, 'read_at'>,
	writtenAt: string | undefined,
	now: number,
): boolean {
	const at = Date.parse(writtenAt ?? '');
	return at > Date.parse(read_at) && at <= now;
}

/**
 * Clears the marks of an item that is visible now: the sync no longer hides it, so if it is hidden
 * again, the owner did it. A mark newer than this reading of the shop was set by another run in the
 * meantime, and is kept.
 */
export const forgetMarks: Rememberer = ({ listing, cached }) => {
	if (!listing.visible) return {};
	const memory = readShopMemory(cached, listing);
	const past = hideMarks.flatMap((mark): Array<[string, string]> => {
		const at = memory[mark];
		return at && Date.parse(at) < Date.parse(listing.read_at) ? [[mark, at]] : [];
	});
	return past.length > 0 ? { cleared: Object.fromEntries(past) } : {};
};

/** The owner gave one price back: whatever they set after it is theirs again. */
export const forgetGivenBack: Rememberer = ({ listing: { price, read_at }, listing, cached }) => {
	const { given_back: word } = readShopMemory(cached, listing);
	const isOld = !!word && price !== word.price && Date.parse(read_at) > Date.parse(word.at);
	return isOld ? { given_back: null } : {};
};
