import type { Offer } from '../../listing/offer';
import type { OfferFilter } from '../../listing/offerFilter';

/**
 * True if a product's cached answer says what another filter would choose. The cache keeps the chosen offer alone: a
 * stricter filter that still accepts it chooses it again, but of a looser one, or of what an offer does not say,
 * only the next answer of Amazon's can tell.
 */
export function isForeseeable(offer: Offer, before: OfferFilter, after: OfferFilter): boolean {
	if (isLooser(before, after)) return false;
	// Nothing was good enough for the looser filter.
	if (offer.status !== 'in_stock') return true;
	return isStillAccepted(offer, before, after) && !asksForUnkept(before, after);
}

const isLooser = (before: OfferFilter, after: OfferFilter): boolean =>
	after.maximumShipHours > before.maximumShipHours ||
	(after.acceptUnstatedShipTime && !before.acceptUnstatedShipTime) ||
	(after.shipping === 'include' && before.shipping === 'free') ||
	(before.requireFba && !after.requireFba) ||
	(before.requirePrime && !after.requirePrime) ||
	after.minimumRatingPercent < before.minimumRatingPercent ||
	(after.minimumRatingPercent > 0 && after.minimumRatingCount > before.minimumRatingCount);

const isStillAccepted = (offer: Offer, before: OfferFilter, after: OfferFilter): boolean =>
	(after.requireFba === before.requireFba || offer.is_fba === true) &&
	(after.requirePrime === before.requirePrime || offer.is_prime === true) &&
	(after.shipping === before.shipping || offer.shipping === 0);

/** The cache does not keep an offer's time of shipping and its seller's ratings. */
const asksForUnkept = (before: OfferFilter, after: OfferFilter): boolean =>
	after.maximumShipHours < before.maximumShipHours ||
	after.acceptUnstatedShipTime !== before.acceptUnstatedShipTime ||
	after.minimumRatingPercent > before.minimumRatingPercent ||
	(after.minimumRatingPercent > 0 && after.minimumRatingCount < before.minimumRatingCount);
