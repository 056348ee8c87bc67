import { ageMs, describeAge } from '../listing/age';
import { nameBlock, type Block } from '../listing/blocks/blockLists';
import type { Listing } from '../listing/listing';
import { findNeverEditable, type Edits } from '../listing/memory';
import { formatYen } from '../listing/money';
import { isConfirmed, type OfferStatus, type StopCause } from '../listing/offer';
import {
	decidePrice,
	floorNames,
	refusePrice,
	type FloorCause,
	type PriceDecision,
} from '../listing/pricing/pricing';
import { isOfAmazon } from './guards/current';
import { findCause, findReasons } from './guards/explained';
import { findCauseOf, findKnownFloor, holdByFloor } from './guards/floors';
import { isBelowFloor, readShopMemory } from './guards/guard';
import { holdMove } from './guards/holdMove';
import { waitForAnswer } from './guards/ownersHand';
import { isCounted } from './guards/waves';
import { toRemember } from './memoryAfterDecision';
import { explainMoves } from './explainMoves';
import { emptyMoves, refillMove } from './rows';
import { judgeRisk, type Decision, type HeldMove, type Move } from './decision';
import { type Situation } from './situation';

/**
 * Decides what to do with one listing, and says why. Pure: the same situation always gives the same
 * decision, in a dry run and in a live one.
 */
export function decide(situation: Situation): Decision {
	if (situation.override.neverTouch)
		return untouched(situation, '商品ごとのルールで対象外になっています');
	const closed = closedReason(situation);
	if (closed !== null) return untouched(situation, closed);
	const { block } = situation;
	if (block === null || !isOfAmazon(situation)) return decideByAmazon(situation);
	if (block.action === 'hide') return decideBlocked(situation, block);
	const decision = decideByAmazon(situation);
	const note = `${nameBlock(block)}に当たります (お知らせのみの設定です)`;
	return { ...decision, block, why: [note, ...decision.why] };
}

const decideByAmazon = (situation: Situation): Decision =>
	isConfirmed(situation.offer) ? decideByOffer(situation) : decideWithoutAnswer(situation);

/** Takes a product of the owner's lists off sale, whatever Amazon says. */
function decideBlocked(situation: Situation, block: Block): Decision {
	const wish = hidden(situation, `${nameBlock(block)}に当たるため`, 'blocked');
	return { ...settle(situation, wish), cause: 'rule', block };
}

/** The reason for an item that BASE refused to edit for good; null for any other. */
function closedReason({ listing, cached }: Situation): string | null {
	const reason = listing && findNeverEditable(readShopMemory(cached, listing), listing);
	return reason
		? `BASEが外部のツールに編集させない商品のため、何もしません (${reason})。価格・公開・在庫はBASEの管理画面で変更してください`
		: null;
}

/** The desired state and the floor, before anything is compared with the shop. */
interface Wish {
	price: number | null;
	visible: boolean;
	stock: number;
	/** True if Amazon or the floor ends the sale; a hidden item may stay hidden for other reasons. */
	isOver: boolean;
	/** Why it must not be on sale; null if it may be. */
	stop: StopCause | null;
	floor: number | null;
	why: string[];
	/** Why the rule names no price; null if it names one. */
	refused: string | null;
}

function decideByOffer(situation: Situation): Decision {
	const { offer, rule, ruleProblem, override } = situation;
	if (offer.status !== 'in_stock' || offer.price === null) {
		const cause = causeOf(offer.status);
		return settle(situation, hidden(situation, offer.reason ?? 'Amazonで購入できません', cause));
	}
	if (offer.currency !== null && offer.currency !== 'JPY') {
		return untouched(situation, `価格の通貨が ${offer.currency} のため計算できません (円のみ)`);
	}
	const cost = { price: offer.price, points: offer.points ?? 0 };
	const priced =
		ruleProblem === null
			? decidePrice(cost, rule, override)
			: refusePrice(cost, rule, override, ruleProblem);
	return settle(situation, onSale(situation, priced));
}

/** Decides without an answer in this run: nothing moves, unless the last known cost is too old to sell by. */
function decideWithoutAnswer(situation: Situation): Decision {
	const { offer, guards, cached, now } = situation;
	const reason = offer.reason ?? '応答なし';
	if (!cached || !isOfAmazon(situation)) {
		return untouched(
			situation,
			`Amazonの状態を確認できません (${reason})。まだ一度も確認できていないため、何もしません`,
		);
	}
	const known = knownTrouble(situation);
	if (known !== null) return settle(situation, hidden(situation, known.reason, known.cause));
	// A confirmation of unknown age is at least as old as the tries that have failed since.
	const age = ageMs(cached.price_updated_at, now) ?? ageMs(cached.failing_since, now);
	const stays = untouched(
		situation,
		`Amazonの状態を確認できません (${reason})。前回の状態のままにします`,
	);
	if (guards.maximumCostAgeMs === null || age === null || age <= guards.maximumCostAgeMs) {
		return stays;
	}
	// After a time without any run, the first failed try alone says too little.
	if (!hasFailedBefore(situation)) return stays;
	const old = `${describeAge(age)}前から価格を確認できていません (${reason})。古い価格のまま売らないよう非公開にします`;
	return { ...settle(situation, hidden(situation, old, 'no_answer')), cause: 'unknown' };
}

const DAY_MS = 24 * 3_600_000;

/** True if an earlier try since the last confirmation failed too. */
function hasFailedBefore({ cached, offer }: Situation): boolean {
	const since = cached?.failing_since;
	return !!since && Date.parse(since) < Date.parse(offer.fetched_at);
}

/** Offers without a price are none to buy by. */
const causeOf = (status: OfferStatus | undefined): StopCause =>
	status === 'filtered_out' || status === 'gone' ? status : 'sold_out';

/**
 * Trouble that the last answer proved and the shop does not show yet, because an edit was deferred,
 * failed or was lost.
 */
function knownTrouble(situation: Situation): { reason: string; cause: StopCause } | null {
	const { listing, cached, guards, now } = situation;
	if (!listing?.visible) return null;
	// Old knowledge moves nothing by itself: Amazon is asked twice first.
	const age = ageMs(cached?.stock_updated_at ?? cached?.price_updated_at, now) ?? Infinity;
	if (age > (guards.maximumCostAgeMs ?? DAY_MS)) return null;
	if (cached?.in_stock === false) {
		const reason = '前回の確認でAmazonに在庫がありませんでした';
		return { reason, cause: causeOf(cached.offer_status) };
	}
	const floor = findKnownFloor(situation);
	if (floor === null || listing.price >= floor) return null;
	const cause = findCauseOf(listing.price, situation);
	const reason = `今の販売価格 ${formatYen(listing.price)} は前回確認した仕入値の下限 ${formatYen(floor)} を下回ります (${floorNames[cause]})`;
	return { reason, cause };
}

/** The wish for an item that must not be sold now. Its price stays as it is. */
function hidden(situation: Situation, reason: string, stop: StopCause): Wish {
	const { listing } = situation;
	return {
		price: listing?.price ?? null,
		visible: false,
		stock: listing?.variation ? 0 : (listing?.stock ?? 0),
		isOver: true,
		stop,
		floor: findKnownFloor(situation),
		why: [`${reason} → ${stopWord(listing)}`],
		refused: null,
	};
}

const stopWord = (listing: Listing | null): string =>
	listing?.variation ? `バリエーション「${listing.variation.title}」の在庫を0に` : '非公開';

function onSale(situation: Situation, priced: PriceDecision): Wish {
	const { listing, guards } = situation;
	const base = { floor: priced.floor, why: [...priced.why], refused: priced.refused };
	const stock = Math.max(readStock(listing), guards.refillStock);
	const open = { stock, isOver: false, stop: null };
	if (priced.price !== null) return { ...base, ...open, price: priced.price, visible: true };

	base.why.push(priced.refused ?? '');
	if (listing && listing.price >= priced.floor) {
		base.why.push(
			`今の販売価格 ${formatYen(listing.price)} は下限以上なので、そのまま販売を続けます`,
		);
		return { ...base, ...open, price: listing.price, visible: listing.visible };
	}
	const stop = priced.below ?? findCauseOf(listing?.price ?? 0, situation);
	if (listing) {
		base.why.push(
			`今の販売価格 ${formatYen(listing.price)} は下限 ${formatYen(priced.floor)} を下回るため${stopWord(listing)} (${floorNames[stop]})`,
		);
	}
	const closed = { visible: false, stock: readStock(listing), isOver: true, stop };
	return { ...base, ...closed, price: listing?.price ?? null };
}

const readStock = (listing: Listing | null): number =>
	listing?.variation?.stock ?? listing?.stock ?? 0;

/** Turns the wish into the edits that may go out. */
function settle(situation: Situation, wish: Wish): Decision {
	const { listing } = situation;
	if (!listing) return finish(situation, wish, [], []);
	const held: HeldMove[] = [];
	const allowed = passGuards(movesFor(situation, wish), situation, wish.floor, held);
	const safe = neverBelowFloor(situation, wish, allowed, held);
	const due = isBelowFloor(listing, wish.floor) ? safe : waitForAnswer(safe, held);
	return finish(situation, wish, withoutIdleRefill(listing, due), held);
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

/** Drops refills of a hidden item that stays hidden: stock is only filled up for items on sale. */
const withoutIdleRefill = (listing: Listing, moves: Move[]): Move[] =>
	listing.visible || moves.some((move) => move.kind === 'show')
		? moves
		: moves.filter((move) => move.kind !== 'refill');

/** Differences between the shop and the wish, each as a separate move. */
function movesFor(situation: Situation, wish: Wish): Move[] {
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

/**
 * Keeps everything below the floor off sale: if the price that would correct it is held back, the
 * item is hidden, and a hidden one is not shown.
 */
function neverBelowFloor(
	situation: Situation,
	wish: Wish,
	allowed: Move[],
	held: HeldMove[],
): Move[] {
	const { listing } = situation;
	if (!listing || wish.floor === null) return allowed;
	const newPrice = allowed.find((move) => move.field === 'price')?.to ?? listing.price;
	if (Number(newPrice) >= wish.floor) return allowed;
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
	if (moves.length > 0) wish.why.push(`${reason}${stopWord(listing)}します (${floorNames[stop]})`);
	return moves;
}

function finish(situation: Situation, wish: Wish, moves: Move[], held: HeldMove[]): Decision {
	const { listing } = situation;
	const edits: Edits = Object.fromEntries(moves.map((move) => [move.field, move.to]));
	const kinds = moves.map((move) => move.kind);
	const why = [...wish.why, ...explainMoves(situation, moves, held)];
	return {
		desired: { price: wish.price, visible: wish.visible, stock: wish.stock },
		edits,
		kinds,
		risk: judgeRisk(kinds),
		held_moves: held,
		stop: wish.stop,
		floor: wish.floor,
		why: listing ? why : ['出品がないため、価格の計算だけ行います', ...why],
		cause: edits.price === undefined ? 'amazon' : findCause(situation),
		version: situation.version,
		counted: moves.filter((move) => isCounted(move, situation)).map(({ kind }) => kind),
		...(edits.price === undefined ? {} : { reasons: findReasons(situation) }),
		...toRemember(situation, { moves, held, isRefused: wish.refused !== null }),
	};
}

/** A decision to do nothing, with the reason for it. */
const untouched = (situation: Situation, reason: string): Decision => ({
	...leaveAlone(situation.listing, reason),
	floor: findKnownFloor(situation),
	version: situation.version,
});

/** A decision to leave a listing alone. @param reason for the owner */
export const leaveAlone = (listing: Listing | null, reason: string): Decision => ({
	desired: {
		price: listing?.price ?? null,
		visible: listing?.visible ?? false,
		stock: readStock(listing),
	},
	edits: {},
	kinds: [],
	risk: 'none',
	held_moves: [],
	stop: null,
	cause: 'amazon',
	version: null,
	counted: [],
	floor: null,
	why: [reason],
});
