import { decidePrice } from '../../listing/pricing/pricing';
import type { PriceReasons } from '../../listing/memory';
import type { Decision, Move } from '../decision';
import { readCost, type Situation } from '../situation';
import { findShownWrite, isGivenBack, isWrittenSince } from './ownersHand';
import { askOwner, isBelowFloor, loud, readShopMemory, type Held, type Rememberer } from './guard';

/** Returns the reasons for which the rule names its price now. */
export function findReasons({ offer, version, override }: Situation): PriceReasons {
	const isSet = Object.keys(override).length > 0;
	return {
		cost: readCost(offer),
		rules: version,
		override: isSet ? JSON.stringify(override) : null,
	};
}

/**
 * Holds a price that nothing explains: another rule than the shop's made it, or neither the cost nor the
 * pricing nor the owner's setting differs from those of the last written price. A price that makes a loss is
 * corrected whatever made it.
 */
export function explainedGuard(
	move: Move,
	situation: Situation,
	floor: number | null,
): Held | null {
	const { listing, ruling, cached, version } = situation;
	if (!listing || move.field !== 'price' || isBelowFloor(listing, floor)) return null;
	if (ruling !== null) {
		const named = decidePrice(readCost(situation.offer)!, ruling, situation.override).price;
		return named === move.to ? null : loud({ guard: 'beside_book', named });
	}
	const memory = readShopMemory(cached, listing);
	const written = findShownWrite(listing, memory);
	// A node with rules of its own keeps no versions: its rule may change with any run.
	if (version === null || !written?.cost || isGivenBack(listing, memory)) return null;
	// The list is older than our last edit: the gate decides by the item itself.
	if (isWrittenSince(listing, memory.last_written?.price_at, situation.now)) return null;
	return hasSameReasons(written, situation)
		? askOwner('unexplained', { guard: 'unexplained', price: listing.price }, move, situation)
		: null;
}

/**
 * Finds who moved, if a price is edited. Amazon did not move if the cost is that of the last written price. Nor did it
 * if the new rule alone would have cut the price.
 */
export function findCause(situation: Situation): Exclude<Decision['cause'], 'unknown'> {
	const { listing, cached, rule, override } = situation;
	if (!listing) return 'amazon';
	const memory = readShopMemory(cached, listing);
	if (isGivenBack(listing, memory)) return 'owner';
	const written = findShownWrite(listing, memory);
	// A shop that goes live, or comes from version 0.1, takes over the rule as a whole.
	if (!written?.cost) return 'rule';
	const now = findReasons(situation);
	const before = decidePrice(written.cost, rule, override).price;
	const isByRule = !isSameRule(written, situation) && before !== null && before < listing.price;
	if (!isByRule && !isSameCost({ cost: written.cost }, now)) return 'amazon';
	return isSameOverride(written, now) ? 'rule' : 'owner';
}

const isSameCost = ({ cost }: Pick<PriceReasons, 'cost'>, now: PriceReasons): boolean =>
	cost?.price === now.cost?.price && cost?.points === now.cost?.points;

type Written = Partial<PriceReasons>;

/** True if this price was written by the same rule. Some versions of the rules change no price. */
function isSameRule(written: Written, situation: Situation): boolean {
	const { version, pricedSince } = situation;
	const { rules } = written;
	const isBetween =
		typeof rules === 'number' &&
		version !== null &&
		pricedSince !== null &&
		rules >= pricedSince &&
		rules < version;
	const isSamePricing = rules === version || isBetween;
	return isSamePricing && isSameOverride(written, findReasons(situation));
}

/** The desk and a file may name the same settings in another order. */
const isSameOverride = ({ override }: Written, now: PriceReasons): boolean =>
	sortFields(override) === sortFields(now.override);

const sortFields = (override: string | null | undefined): string | null =>
	override == null ? null : JSON.stringify(Object.entries(JSON.parse(override) as object).sort());

const hasSameReasons = (written: Written, situation: Situation): boolean =>
	isSameCost({ cost: written.cost ?? null }, findReasons(situation)) &&
	isSameRule(written, situation);

/**
 * A price that the rule agrees with counts as written by the sync, so a different price later was set by
 * hand.
 */
export const rememberAgreement: Rememberer = (situation, { moves, held, isRefused }) => {
	const { listing, cached, offer, now } = situation;
	if (isRefused || offer.status !== 'in_stock' || !listing.visible) return {};
	if (readShopMemory(cached, listing).last_written?.price !== undefined) return {};
	const isOpen = [...moves, ...held].some(
		(move) => move.field === 'price' || move.field === 'visible',
	);
	const at = new Date(now).toISOString();
	return isOpen ? {} : { last_written: { price: listing.price, at, ...findReasons(situation) } };
};
