import { ageMs } from '../../listing/age';
import { identityDrift } from './identity';
import type { Listing } from '../../listing/listing';
import { isConfirmed } from '../../listing/offer';
import type { ShopMemory } from '../../listing/memory';
import { readMemory } from '../../listing/rowMemory';
import { hasReadRows } from '../rows';
import type { HeldMove, Hold, Move } from '../decision';
import { isCovered } from './ownerAnswers';
import type { CachedFacts, Situation } from '../situation';
import { lowersRisk } from '../decision';

/** The guards. Each looks at one move and returns the facts for which it must wait, or null. */

/** Quiet: the owner settled it, so no run reports it again. */
type Held = Hold & { quiet: boolean };

type Guard = (move: Move, situation: Situation, floor: number | null) => Held | null;

const loud = (hold: Hold): Held => ({ ...hold, quiet: false });
const quiet = (hold: Hold): Held => ({ ...hold, quiet: true });

/** In the order they are asked. */
const guards: readonly Guard[] = [
	breakerGuard,
	answerGuard,
	variationsGuard,
	brakeGuard,
	ownersVisibilityGuard,
	firstPriceGuard,
	ownersPriceGuard,
	ageGuard,
	identityGuard,
	spikeGuard,
	unsupportedGuard,
];

/** Returns the move as held by the first guard that objects; null if it may go out. */
export function holdMove(move: Move, situation: Situation, floor: number | null): HeldMove | null {
	for (const check of guards) {
		const hold = check(move, situation, floor);
		if (hold !== null) return { ...move, ...hold };
	}
	return null;
}

/** Reads the sync's memory of its own edits to this listing. */
export const readShopMemory = (cached: CachedFacts | null, listing: Listing): ShopMemory =>
	readMemory(cached?.shop, listing);

/**
 * True if an answer fetched by this package confirmed the item; data from the older tools was never
 * confirmed.
 */
export const wasConfirmed = (cached: Pick<CachedFacts, 'price_updated_at' | 'imported'>): boolean =>
	!!cached.price_updated_at && cached.imported?.price !== cached.price_updated_at;

/** Stops a run for one kind of edit if it makes far more of that kind than any healthy run. */
function breakerGuard(move: Move, situation: Situation): Held | null {
	const at = situation.tripped[move.kind];
	if (at === undefined || isApproved(move, situation)) return null;
	if (isProvedMove(move, situation)) return null;
	return loud({ guard: 'breaker', limit: at.limit });
}

/**
 * True if a second source supports the move, or the later move back: a wave of such moves may be real,
 * so all of them go out. Items that the filter refused are excluded, because the same filter judges
 * them in both sources.
 */
export function isProvedMove(move: Move, { offer, cached }: Situation): boolean {
	if (offer.witness?.verdict !== 'supports') return false;
	if (move.kind === 'hide' || move.kind === 'empty')
		return offer.status !== 'in_stock' && offer.status !== 'filtered_out';
	const isBack = cached?.offer_status === 'out_of_stock' || cached?.offer_status === 'gone';
	return move.kind === 'show' && isBack;
}

/** True if the owner said yes to the move after too many of its kind were stopped. */
export const isApproved = (move: Move, { answers }: Situation): boolean =>
	answers.wave !== null && isCovered(move, answers.wave);

/**
 * Holds moves that the owner said no to, and those they were asked about. What lowers risk is never held
 * by a question: an item that is sold out or below its floor must not stay on sale.
 */
function answerGuard(move: Move, situation: Situation, floor: number | null): Held | null {
	const { listing, answers } = situation;
	if (!listing || lowersRisk(move.kind) || isProvedMove(move, situation)) return null;
	if (floor !== null && listing.price < floor) return null;
	if (answers.refused !== null && isCovered(move, answers.refused)) {
		return quiet({ guard: 'refused' });
	}
	const isAsked = answers.asked !== null && isCovered(move, answers.asked);
	return isAsked && !isApproved(move, situation) ? loud({ guard: 'asked' }) : null;
}

/**
 * All rows share one price: if they sell different products, the price is the owner's. If the rows
 * can't be read, neither the price nor the stock of the item is known.
 */
function variationsGuard(move: Move, { listing, cached }: Situation): Held | null {
	if (!listing || listing.variation_count === 0 || move.field === 'visible') return null;
	const isKept = hasReadRows(listing) && !(listing.variation && move.field === 'price');
	if (isKept) return null;
	const isTold = readShopMemory(cached, listing).variation_noticed === move.to;
	return {
		guard: 'variations',
		other_products: listing.variation !== undefined,
		rows: listing.variation_count,
		trouble: listing.unreadable_variation ?? null,
		quiet: move.field !== 'price' || isTold,
	};
}

function brakeGuard(move: Move, { listing, cached }: Situation): Held | null {
	if (!listing || move.kind !== 'show') return null;
	return readShopMemory(cached, listing).hidden_by_brake_at ? quiet({ guard: 'brake' }) : null;
}

/** Allows a show only if this sync hid the item itself or the owner handed it over. */
function ownersVisibilityGuard(move: Move, { listing, cached, guards }: Situation): Held | null {
	if (!listing || move.kind !== 'show' || !guards.respectOwner) return null;
	const memory = readShopMemory(cached, listing);
	if (memory.hidden_by_sync_at || memory.hide_intended_at || memory.adopted_at) return null;
	return quiet({ guard: 'owners_visibility' });
}

/** A first price further away from the rule's than this is asked about, percent of the rule's. */
export const FIRST_PRICE_PERCENT = 30;

/**
 * An item that nothing was ever written to may have its price for a reason (a set of two, a price by
 * hand): far from the rule's price it waits for the owner. What makes a loss doesn't wait.
 */
function firstPriceGuard(
	move: Move,
	{ listing, cached, guards, answers }: Situation,
	floor: number | null,
): Held | null {
	const { first_price: answer } = answers;
	if (!listing || move.field !== 'price' || !guards.respectOwner || answer === 'free') return null;
	if (answer !== null && answer !== 'no' && isCovered(move, answer)) return null;
	if (readShopMemory(cached, listing).last_written?.price !== undefined) return null;
	if (floor !== null && listing.price < floor) return null;
	const wanted = Number(move.to);
	const isNear = Math.abs(listing.price - wanted) * 100 <= wanted * FIRST_PRICE_PERCENT;
	if (isNear) return null;
	return { guard: 'first_price', price: listing.price, quiet: answer === 'no' };
}

/** Keeps the owner's price (it differs from the one the sync last wrote), unless it makes a loss. */
function ownersPriceGuard(
	move: Move,
	{ listing, cached, guards, now }: Situation,
	floor: number | null,
): Held | null {
	if (!listing || move.field !== 'price' || !guards.respectOwner) return null;
	if (!isOwnersPrice(listing, readShopMemory(cached, listing), now)) return null;
	if (floor !== null && listing.price < floor) return null;
	const noticed = readShopMemory(cached, listing).owner_price_noticed === listing.price;
	return { guard: 'owners_price', price: listing.price, quiet: noticed };
}

/** @param now milliseconds since 1970 */
export function isOwnersPrice(listing: Listing, memory: ShopMemory, now: number): boolean {
	const { last_written: written, intended } = memory;
	if (written?.price === undefined || listing.price === written.price) return false;
	return listing.price !== intended?.price && !isWrittenSince(listing, written.price_at, now);
}

/**
 * The watch and a sync run at the same time, so the list that one of them read may miss a price that
 * the other wrote meanwhile. A timestamp in the future comes from a wrong clock and is ignored.
 */
function isWrittenSince({ read_at }: Listing, writtenAt: string | undefined, now: number): boolean {
	const at = Date.parse(writtenAt ?? '');
	return at > Date.parse(read_at) && at <= now;
}

/** Moves that add risk need a confirmed, recent answer. */
function ageGuard(move: Move, { offer, guards, now }: Situation): Held | null {
	if (lowersRisk(move.kind)) return null;
	const age = ageMs(offer.fetched_at, now);
	if (isConfirmed(offer) && age !== null && age <= guards.maximumAnswerAgeMs) return null;
	return loud({ guard: 'answer_age', maximum_ms: guards.maximumAnswerAgeMs });
}

function identityGuard(move: Move, { listing, cached, guards }: Situation): Held | null {
	if (!listing || !guards.checkIdentity || lowersRisk(move.kind) || !cached?.identity) return null;
	const { identity, title_ja: title = null, brand = null } = cached;
	const drift = identityDrift(identity, { title, brand });
	if (drift === null) return null;
	const isTold = readShopMemory(cached, listing).identity_noticed === cached.brand;
	return { guard: 'identity', drift, quiet: isTold };
}

/** A second answer still agrees with a big cut if it is lower by at most this much. */
const SPIKE_TOLERANCE_PERCENT = 5;

/** A big cut waits until a second, later answer agrees. */
function spikeGuard(move: Move, { listing, offer, cached, guards }: Situation): Held | null {
	if (!listing || move.kind !== 'cut' || guards.spikePercent === null) return null;
	const wanted = Number(move.to);
	const isSpike = (listing.price - wanted) * 100 > listing.price * guards.spikePercent;
	if (!isSpike) return null;
	const { pending } = readShopMemory(cached, listing);
	const agrees =
		pending != null &&
		offer.price !== null &&
		offer.price * 100 >= pending.price * (100 - SPIKE_TOLERANCE_PERCENT) &&
		Date.parse(pending.seen_at) < Date.parse(offer.fetched_at);
	if (agrees) return null;
	return loud({ guard: 'spike', price: listing.price });
}

/** A cost this far below the last one that two sources agreed on waits until they agree again, percent. */
const UNSUPPORTED_FALL_PERCENT = 30;

/** Keeps small falls that no second source supports from adding up to a scam's price. */
function unsupportedGuard(move: Move, { offer, cached }: Situation): Held | null {
	if (move.kind !== 'cut' || offer.price === null || !cached?.supported) return null;
	if (offer.witness === undefined || offer.witness.verdict === 'supports') return null;
	const least = cached.supported.price * (100 - UNSUPPORTED_FALL_PERCENT);
	if (offer.price * 100 >= least) return null;
	return loud({
		guard: 'unsupported',
		cost: offer.price,
		supported: cached.supported.price,
		fall_percent: UNSUPPORTED_FALL_PERCENT,
	});
}
