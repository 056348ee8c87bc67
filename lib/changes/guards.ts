import { ageMs, describeAge } from '../listing/age';
import { identityDrift } from './identity';
import type { Listing } from '../listing/listing';
import { formatYen } from '../listing/money';
import { isConfirmed } from '../listing/offer';
import type { ShopMemory } from '../listing/memory';
import { readMemory } from '../listing/rowMemory';
import { hasReadRows } from './rows';
import type { GuardName } from '../listing/guards';
import type { Move } from './decision';
import type { CachedFacts, Situation } from './situation';
import { lowersRisk, moveNames } from './decision';

/** The guards: each looks at one move and says why it must wait, or null. */

/** Why a move waits. Quiet: what the owner settled, so that nobody is told of it run after run. */
export interface Hold {
	guard: GuardName;
	/** In words for the owner. */
	reason: string;
	quiet: boolean;
}

type Guard = (move: Move, situation: Situation, floor: number | null) => Omit<Hold, 'guard'> | null;

const loud = (reason: string) => ({ reason, quiet: false });
const quiet = (reason: string) => ({ reason, quiet: true });

/** In the order they are asked. */
const guards: ReadonlyArray<readonly [GuardName, Guard]> = [
	['breaker', breakerGuard],
	['variations', variationsGuard],
	['brake', brakeGuard],
	['owners_visibility', ownersVisibilityGuard],
	['owners_price', ownersPriceGuard],
	['answer_age', ageGuard],
	['identity', identityGuard],
	['spike', spikeGuard],
	['unsupported', unsupportedGuard],
];

/** The first reason why a move may not go out; null when it may. */
export function holdOf(move: Move, situation: Situation, floor: number | null): Hold | null {
	for (const [guard, check] of guards) {
		const hold = check(move, situation, floor);
		if (hold !== null) return { guard, ...hold };
	}
	return null;
}

/** What the sync remembers of its own doing to this listing. */
export const memoryOf = (cached: CachedFacts | null, listing: Listing): ShopMemory =>
	readMemory(cached?.shop, listing);

/** An answer of this package's own has confirmed it; what the older tools stored was confirmed by nobody. */
export const wasConfirmed = (cached: Pick<CachedFacts, 'price_updated_at' | 'imported'>): boolean =>
	!!cached.price_updated_at && cached.imported?.price !== cached.price_updated_at;

/** A run that does far more of one kind than any healthy run is stopped for that kind. */
function breakerGuard(move: Move, situation: Situation): ReturnType<Guard> {
	const at = situation.tripped[move.kind];
	if (at === undefined || isApproved(move, situation)) return null;
	if (isProvedMove(move, situation)) return null;
	return loud(
		`ブレーカー: 1回の実行での${moveNames[move.kind]}が上限 (${at.limit}件) に達したため止めました`,
	);
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
	const { tripped } = memoryOf(cached, listing);
	return tripped?.run === approvedRun && isSame(tripped.desired[move.field], move.to);
}

const isSame = (one: unknown, other: Move['to']): boolean =>
	JSON.stringify(one) === JSON.stringify(other);

/**
 * One price holds for all rows: where they sell different products it is the owner's. Of an item whose
 * rows can't be read neither price nor stock is known.
 */
function variationsGuard(move: Move, { listing, cached }: Situation): ReturnType<Guard> {
	if (!listing || listing.variation_count === 0 || move.field === 'visible') return null;
	const isKept = hasReadRows(listing) && !(listing.variation && move.field === 'price');
	if (isKept) return null;
	const wanted = move.field === 'price' ? ` (計算では ${formatYen(Number(move.to))})` : '';
	return {
		reason: `${explainOwnersPrice(listing)}${wanted}。BASEの管理画面で変更してください`,
		quiet: move.field !== 'price' || memoryOf(cached, listing).variation_noticed === move.to,
	};
}

function explainOwnersPrice(listing: Listing): string {
	const { variation, variation_count, unreadable_variation: trouble } = listing;
	if (variation) {
		return `バリエーションがそれぞれ別のAmazon商品のため、価格は自動更新しません`;
	}
	const why = trouble === undefined ? '' : ` (読めません: ${trouble})`;
	return `バリエーションが ${variation_count} 件ある商品の価格と在庫は自動更新しません${why}`;
}

function brakeGuard(move: Move, { listing, cached }: Situation): ReturnType<Guard> {
	if (!listing || move.kind !== 'show') return null;
	return memoryOf(cached, listing).hidden_by_brake_at
		? quiet('緊急停止で非公開にした商品です。緊急停止を解除すると再開します')
		: null;
}

/** Shows only what this sync hid itself, or what the owner gave into its hands. */
function ownersVisibilityGuard(
	move: Move,
	{ listing, cached, guards }: Situation,
): ReturnType<Guard> {
	if (!listing || move.kind !== 'show' || !guards.respectOwner) return null;
	const memory = memoryOf(cached, listing);
	if (memory.hidden_by_sync_at || memory.hide_intended_at || memory.adopted_at) return null;
	return quiet('ショップで手動で非公開にされた商品は、自動では公開しません');
}

/** A price that differs from what the sync last wrote is the owner's, while nothing is lost by it. */
function ownersPriceGuard(
	move: Move,
	{ listing, cached, guards, now }: Situation,
	floor: number | null,
): ReturnType<Guard> {
	if (!listing || move.field !== 'price' || !guards.respectOwner) return null;
	if (!isOwnersPrice(listing, memoryOf(cached, listing), now)) return null;
	if (floor !== null && listing.price < floor) return null;
	const noticed = memoryOf(cached, listing).owner_price_noticed === listing.price;
	return {
		reason: `ショップで手動で変更された価格 ${formatYen(listing.price)} を優先します (下限以上のため)`,
		quiet: noticed,
	};
}

/** @param now milliseconds since 1970 */
export function isOwnersPrice(listing: Listing, memory: ShopMemory, now: number): boolean {
	const { last_written: written, intended } = memory;
	if (written?.price === undefined || listing.price === written.price) return false;
	return listing.price !== intended?.price && !isWrittenSince(listing, written.price_at, now);
}

/**
 * The watch and a sync run beside each other: what one has written meanwhile, the other's look at the
 * shop does not show yet. A time to come is that of a wrong clock, and says nothing.
 */
function isWrittenSince({ read_at }: Listing, writtenAt: string | undefined, now: number): boolean {
	const at = Date.parse(writtenAt ?? '');
	return at > Date.parse(read_at) && at <= now;
}

/** What adds risk needs a confirmed and young answer. */
function ageGuard(move: Move, { offer, guards, now }: Situation): ReturnType<Guard> {
	if (lowersRisk(move.kind)) return null;
	const age = ageMs(offer.fetched_at, now);
	if (isConfirmed(offer) && age !== null && age <= guards.maximumAnswerAgeMs) return null;
	return loud(
		`値下げ・公開・在庫補充には ${describeAge(guards.maximumAnswerAgeMs)}以内の確認が必要です`,
	);
}

function identityGuard(move: Move, { listing, cached, guards }: Situation): ReturnType<Guard> {
	if (!listing || !guards.checkIdentity || lowersRisk(move.kind) || !cached?.identity) return null;
	const { identity, title_ja: title = null, brand = null } = cached;
	const drift = identityDrift(identity, { title, brand });
	if (drift === null) return null;
	return {
		reason: `Amazonの商品が別のものに変わった可能性があります (${drift})`,
		quiet: memoryOf(cached, listing).identity_noticed === cached.brand,
	};
}

/** A second answer agrees with a big cut when it is no more than this much lower still. */
const SPIKE_TOLERANCE_PERCENT = 5;

/** A big cut waits until a second, later answer agrees. */
function spikeGuard(move: Move, { listing, offer, cached, guards }: Situation): ReturnType<Guard> {
	if (!listing || move.kind !== 'cut' || guards.spikePercent === null) return null;
	const wanted = Number(move.to);
	const isSpike = (listing.price - wanted) * 100 > listing.price * guards.spikePercent;
	if (!isSpike) return null;
	const { pending } = memoryOf(cached, listing);
	const agrees =
		pending != null &&
		offer.price !== null &&
		offer.price * 100 >= pending.price * (100 - SPIKE_TOLERANCE_PERCENT) &&
		Date.parse(pending.seen_at) < Date.parse(offer.fetched_at);
	if (agrees) return null;
	return loud(
		`急な値下げ (${formatYen(listing.price)} → ${formatYen(wanted)}) のため、次回の取得でも同じくらいの価格なら反映します`,
	);
}

/** A cost this far below the last one that two sources agreed on waits until they agree again, percent. */
const UNSUPPORTED_FALL_PERCENT = 30;

/** Small falls that nobody supports must not add up to a scam's price. */
function unsupportedGuard(move: Move, { offer, cached }: Situation): ReturnType<Guard> {
	if (move.kind !== 'cut' || offer.price === null || !cached?.supported) return null;
	if (offer.witness === undefined || offer.witness.verdict === 'supports') return null;
	const least = cached.supported.price * (100 - UNSUPPORTED_FALL_PERCENT);
	if (offer.price * 100 >= least) return null;
	return loud(
		`仕入値 ${formatYen(offer.price)} は、最後に裏付けのとれた ${formatYen(cached.supported.price)} より${UNSUPPORTED_FALL_PERCENT}%以上安く、ほかの出品やカート価格で確かめられません`,
	);
}
