import { ageMs } from '../../listing/age';
import { formatYen } from '../../listing/money';
import type { OfferStatus, StopCause } from '../../listing/offer';
import { floorNames } from '../../listing/pricing/pricing';
import { findCauseOf, findKnownFloor } from '../guards/floors';
import type { Situation } from '../situation';

const DAY_MS = 24 * 3_600_000;

/** Offers without a price are none to buy by. */
export const toStopCause = (status: OfferStatus | undefined): StopCause =>
	status === 'filtered_out' || status === 'gone' ? status : 'sold_out';

/**
 * Returns trouble that the last answer proved and the shop does not show yet, because an edit was deferred,
 * failed or was lost.
 */
export function findKnownTrouble(
	situation: Situation,
): { reason: string; cause: StopCause } | null {
	const { listing, cached, guards, now } = situation;
	if (!listing?.visible) return null;
	// Old knowledge moves nothing by itself: Amazon is asked twice first.
	const age = ageMs(cached?.stock_updated_at ?? cached?.price_updated_at, now) ?? Infinity;
	if (age > (guards.maximumCostAgeMs ?? DAY_MS)) return null;
	if (cached?.in_stock === false) {
		const reason = '前回の確認でAmazonに在庫がありませんでした';
		return { reason, cause: toStopCause(cached.offer_status) };
	}
	const floor = findKnownFloor(situation);
	if (floor === null || listing.price >= floor) return null;
	const cause = findCauseOf(listing.price, situation);
	const reason = `今の販売価格 ${formatYen(listing.price)} は前回確認した仕入値の下限 ${formatYen(floor)} を下回ります (${floorNames[cause]})`;
	return { reason, cause };
}
