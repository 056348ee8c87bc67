import type { Listing } from '../listing/listing';
import { findNeverEditable } from '../listing/memory';
import type { Offer } from '../listing/offer';
import { decidePrice } from '../listing/pricing/pricing';
import type { PriceOverride, PricingRule } from '../listing/pricing/rule';
import { readShopMemory } from './guards/guard';
import { isHiddenByOwner } from './guards/ownersHand';
import { refillMove } from './rows';
import type { CachedFacts } from './situation';

/** One item of the shop that an offer may change, or a product that the shop doesn't sell yet. */
export interface AffectedItem {
	/** null if the item came without a listing. */
	listing: Listing | null;
	cached: CachedFacts | null;
	override: PriceOverride;
}

/** The part of a shop's rules that decides whether a price is cut. */
export interface CutRules {
	rule: PricingRule;
	/** Differences below this are not worth an edit, yen. */
	minimumEditYen: number;
	/** False if the rule has its way with what the owner did by hand. */
	respectOwner: boolean;
	/** The owner's settings for single items, by `<item_id>`. */
	items: Readonly<Record<string, PriceOverride>>;
}

/**
 * True if following this offer would add risk in the shop: a lower price, a show, a refill, a new item. It
 * says so rather too often: the guards may still hold the move.
 * @param rules of the shop; null if they are not known, as on a canvas with rules of its own
 */
export function addsRisk(offer: Offer, item: AffectedItem, rules: CutRules | null): boolean {
	const { listing, cached } = item;
	const override = { ...(listing && rules?.items[listing.item_id]), ...item.override };
	if (override.neverTouch) return false;
	// Without a listing nothing can be edited; under the shop's rules the product is about to be added.
	if (!listing) return rules !== null;
	const memory = readShopMemory(cached, listing);
	if (findNeverEditable(memory, listing) !== null) return false;
	const staysHidden = rules?.respectOwner === true && isHiddenByOwner(listing, memory);
	if (!staysHidden && (!listing.visible || refillMove(listing, 1) !== null)) return true;
	return cutsPrice(offer, { ...item, override }, listing, rules);
}

function cutsPrice(
	{ price, points }: Offer,
	{ cached, override }: AffectedItem,
	listing: Listing,
	rules: CutRules | null,
): boolean {
	// Rows of different products share one price, which is the owner's.
	if (price === null || listing.variation) return false;
	if (!rules) {
		const known = readShopMemory(cached, listing).last_written?.cost?.price;
		return known === undefined || price < known;
	}
	const wanted = decidePrice({ price, points: points ?? 0 }, rules.rule, override).price;
	if (wanted === null || wanted >= listing.price) return false;
	return listing.price - wanted >= rules.minimumEditYen;
}
