import { ageMs } from '../listing/age';
import { identityDrift } from './identity';
import type { Listing } from '../listing/listing';
import { isConfirmed } from '../listing/offer';
import type { ShopMemory } from '../listing/memory';
import { readMemory } from '../listing/rowMemory';
import { hasReadRows } from './rows';
import type { HeldMove, Hold, Move } from './decision';
import type { CachedFacts, Situation } from './situation';
import { lowersRisk } from './decision';

/** The guards: each looks at one move and gives the facts for which it must wait, or null. */

/** Quiet: the owner settled it, so no run tells it again. */
type Held = Hold & { quiet: boolean };

type Guard = (move: Move, situation: Situation, floor: number | null) => Held | null;

const loud = (hold: Hold): Held => ({ ...hold, quiet: false });
const quiet = (hold: Hold): Held => ({ ...hold, quiet: true });

/** In the order they are asked. */
const guards: readonly Guard[] = [
	breakerGuard,
	variationsGuard,
	brakeGuard,
	ownersVisibilityGuard,
	ownersPriceGuard,
	ageGuard,
	identityGuard,
	spikeGuard,
	unsupportedGuard,
];

/** The move as the first guard holds it that does; null when it may go out. */
export function holdMove(move: Move, situation: Situation, floor: number | null): HeldMove | null {
	for (const check of guards) {
		const hold = check(move, situation, floor);
		if (hold !== null) return { ...move, ...hold };
	}
	return null;
}

/** What the sync remembers of its own doing to this listing. */
export const readShopMemory = (cached: CachedFacts | null, listing: Listing): ShopMemory =>
	readMemory(cached?.shop, listing);

/** An answer of this package's own has confirmed it; what the older tools stored was confirmed by nobody. */
export const wasConfirmed = (cached: Pick<CachedFacts, 'price_updated_at' | 'imported'>): boolean =>
	!!cached.price_updated_at && cached.imported?.price !== cached.price_updated_at;

/** A run that does far more of one kind than any healthy run is stopped for that kind. */
function breakerGuard(move: Move, situation: Situation): Held | null {
	const at = situation.tripped[move.kind];
	if (at === undefined || isApproved(move, situation)) return null;
	if (isProvedMove(move, situation)) return null;
	return loud({ guard: 'breaker', limit: at.limit });
}

/**
 * A wave may be real: what a second source says too goes out whole, and so does what comes back from it.
 * Items that the filter refused are judged by the same filter in both sources, so they stay behind.
 */
export function isProvedMove(move: Move, { offer, cached }: Situation): boolean {
	if (offer.witness?.verdict !== 'supports') return false;
	if (move.kind === 'hide' || move.kind === 'empty')
		return offer.status !== 'in_stock' && offer.status !== 'filtered_out';
	const isBack = cached?.offer_status === 'out_of_stock' || cached?.offer_status === 'gone';
	return move.kind === 'show' && isBack;
}

/** The owner approved the run that was stopped, and it wanted just this. Its use ends with the edit. */
export function isApproved(move: Move, { listing, cached, approvedRun }: Situation): boolean {
	if (!listing || approvedRun === null) return false;
	const { tripped } = readShopMemory(cached, listing);
	return tripped?.run === approvedRun && isSame(tripped.desired[move.field], move.to);
}

const isSame = (one: unknown, other: Move['to']): boolean =>
	JSON.stringify(one) === JSON.stringify(other);

/**
 * One price holds for all rows: where they sell different products it is the owner's. Of an item whose
 * rows can't be read neither price nor stock is known.
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

/** Shows only what this sync hid itself, or what the owner gave into its hands. */
function ownersVisibilityGuard(move: Move, { listing, cached, guards }: Situation): Held | null {
	if (!listing || move.kind !== 'show' || !guards.respectOwner) return null;
	const memory = readShopMemory(cached, listing);
	if (memory.hidden_by_sync_at || memory.hide_intended_at || memory.adopted_at) return null;
	return quiet({ guard: 'owners_visibility' });
}

/** A price that differs from what the sync last wrote is the owner's, while nothing is lost by it. */
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
 * The watch and a sync run beside each other: what one has written meanwhile, the other's look at the
 * shop does not show yet. A timestamp in the future comes from a wrong clock and is ignored.
 */
function isWrittenSince({ read_at }: Listing, writtenAt: string | undefined, now: number): boolean {
	const at = Date.parse(writtenAt ?? '');
	return at > Date.parse(read_at) && at <= now;
}

/** What adds risk needs a confirmed and young answer. */
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

/** A second answer agrees with a big cut when it is no more than this much lower still. */
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

/** Small falls that nobody supports must not add up to a scam's price. */
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
