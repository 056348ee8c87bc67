import type { Condition, Product, Truth, WorldOffer } from './product';

/** Amazon shows at most this many offers of a product. */
export const mostOffersShown = 20;

const totalOf = (offer: WorldOffer): number => offer.price + offer.shipping;

/** The offers that one answer shows for a condition: cheapest first, 20 at most. */
export function shownOffers(product: Product, condition: Condition): WorldOffer[] {
	const shown = product.offers
		.filter((offer) => offer.condition === condition)
		.sort((left, right) => totalOf(left) - totalOf(right))
		.slice(0, mostOffersShown);
	const slipped =
		condition === 'New' && product.slipsUsed
			? product.offers.find((offer) => offer.condition === 'Used')
			: undefined;
	return slipped ? [slipped, ...shown.slice(0, mostOffersShown - 1)] : shown;
}

const longestWaitMs = 72 * 3_600_000;

/** Goods sold ahead without a date come whenever they come. */
const comesInTime = ({ availability, availableDate }: WorldOffer, now: number): boolean =>
	availableDate === null
		? availability !== 'FUTURE_WITH_DATE'
		: Date.parse(availableDate) - now <= longestWaitMs;

const passesLegacyFilter = (offer: WorldOffer, now: number): boolean =>
	!offer.isOwn &&
	offer.shipping === 0 &&
	offer.maximumHours !== null &&
	offer.maximumHours <= 72 &&
	offer.availability !== 'FUTURE_WITHOUT_DATE' &&
	comesInTime(offer, now);

/**
 * What the offers alone say with the legacy offer filter: New, not its own, free shipping, ships within 72
 * hours counted to the date, not by invitation; of those the cheapest. Worked out from the world itself,
 * never from production code.
 */
export function offersTruthOf(product: Product, now: number): Truth {
	return concludeFrom(product, now, ([cheapest]) => cheapest);
}

/**
 * What a correct client should conclude: the same, but for offers that cost less than three quarters of the
 * Buy Box or, without one, of another seller's next offer. Those are left out.
 */
export function truthOf(product: Product, now: number): Truth {
	const buyBox = product.offers.find((offer) => offer.isBuyBox && offer.condition === 'New');
	return concludeFrom(product, now, (accepted) =>
		accepted.find((offer, index) => {
			const compared =
				buyBox && !buyBox.isOwn
					? buyBox
					: accepted.slice(index + 1).find(({ sellerId }) => sellerId !== offer.sellerId);
			return compared === undefined || totalOf(offer) * 4 >= totalOf(compared) * 3;
		}),
	);
}

function concludeFrom(
	product: Product,
	now: number,
	choose: (accepted: readonly WorldOffer[]) => WorldOffer | undefined,
): Truth {
	if (product.rawStatus !== null) return { status: 'unknown', price: null };
	if (product.state === 'no_offers') return { status: 'out_of_stock', price: null };
	if (product.state === 'invalid' || product.state === 'deleted') {
		return { status: 'gone', price: null };
	}
	if (product.state !== 'listed') return { status: 'unknown', price: null };
	const newOffers = shownOffers(product, 'New').filter((offer) => offer.condition === 'New');
	if (newOffers.length === 0) return { status: 'out_of_stock', price: null };
	const accepted = newOffers.filter((offer) => passesLegacyFilter(offer, now));
	if (accepted.length === 0) return { status: 'filtered_out', price: null };
	const chosen = choose(accepted);
	if (chosen?.currency !== 'JPY') return { status: 'unknown', price: null };
	return { status: 'in_stock', price: totalOf(chosen) };
}

/** False where nothing follows from what Amazon says. */
export const isSettled = ({ status }: Truth): boolean => status !== 'unknown' && status !== 'gone';

/** The shop's price by the legacy rule: x 1.3, half up to 10 yen, in whole numbers only. */
export const markedUp = (yen: number): number => Math.floor((yen * 13 + 50) / 100) * 10;
