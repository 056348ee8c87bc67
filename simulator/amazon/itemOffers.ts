import type {
	BuyBoxPriceType,
	GetOffersResult,
	LowestPriceType,
	MoneyType,
	OfferCountType,
	OfferDetail,
	Points,
	Summary,
} from '@sp-api-sdk/product-pricing-api-v0';
import type { Condition, Product, WorldOffer } from '../world/product';
import { hashOf } from '../world/random';
import { shownOffers } from '../world/truth';
import { japan } from './marketplace';

/** Optional fields now and then stand there as null, which Amazon's model does not allow. */
type WithNulls<Answer> = {
	[Field in keyof Answer]: undefined extends Answer[Field] ? Answer[Field] | null : Answer[Field];
};

/**
 * The payload of an offers answer. The model requires `Summary` and `Offers`; recorded answers lack one
 * or the other (selling-partner-api-models #4667 and the answers behind this project's first tool).
 */
export type OffersPayload = Omit<GetOffersResult, 'Summary' | 'Offers'> & {
	Summary?: WithNulls<Summary>;
	Offers?: Array<WithNulls<OfferDetail>>;
};

export const money = (offer: Pick<WorldOffer, 'currency'>, amount: number): MoneyType => ({
	CurrencyCode: offer.currency,
	Amount: amount,
});

/** Points and their worth: in Japan one point is one yen. */
export const pointsOf = (offer: WorldOffer): { Points?: Points } =>
	offer.points === null
		? {}
		: {
				Points: {
					PointsNumber: offer.points,
					PointsMonetaryValue: money(offer, offer.points),
				},
			};

/** Amazon's landed price: item + shipping - points. */
export const landedPriceOf = (offer: WorldOffer): MoneyType =>
	money(offer, offer.price + offer.shipping - (offer.points ?? 0));

function shippingTimeOf(offer: WorldOffer): OfferDetail['ShippingTime'] {
	return {
		minimumHours: offer.minimumHours,
		...(offer.maximumHours === null ? {} : { maximumHours: offer.maximumHours }),
		...(offer.availableDate === null ? {} : { availableDate: offer.availableDate }),
		availabilityType: offer.availability,
	};
}

function detailOf(offer: WorldOffer): WithNulls<OfferDetail> {
	return {
		...(offer.isOwn ? { MyOffer: true } : {}),
		SellerId: offer.sellerId,
		SubCondition: offer.subCondition,
		SellerFeedbackRating: {
			FeedbackCount: offer.feedbackCount,
			SellerPositiveFeedbackRating: offer.feedbackRating,
		},
		ShippingTime: shippingTimeOf(offer),
		ListingPrice: money(offer, offer.price),
		...pointsOf(offer),
		Shipping: money(offer, offer.shipping),
		ShipsFrom: { Country: 'JP' },
		IsFulfilledByAmazon: offer.isFba,
		PrimeInformation: { IsPrime: offer.isPrime, IsNationalPrime: offer.isPrime },
		IsBuyBoxWinner: offer.isBuyBox,
		IsFeaturedMerchant: offer.isFba,
		...nullsOf(offer),
	};
}

/** One offer in 16 has nulls in fields that need not be there. */
const nullsOf = (offer: WorldOffer): Partial<WithNulls<OfferDetail>> =>
	hashOf(offer.sellerId) % 16 === 0
		? {
				offerType: null,
				ConditionNotes: null,
				quantityDiscountPrices: null,
				...(offer.points === null ? { Points: null } : {}),
			}
		: {};

/** `New` in one answer, `new` in another: Amazon is not steady about it. */
const spelled = (condition: Condition, product: Product): string =>
	hashOf(product.asin) % 3 === 0 ? condition : condition.toLowerCase();

const channelOf = (offer: WorldOffer): 'Amazon' | 'Merchant' =>
	offer.isFba ? 'Amazon' : 'Merchant';

function groupsOf(product: Product): WorldOffer[][] {
	const groups = new Map<string, WorldOffer[]>();
	for (const offer of product.offers) {
		const key = `${offer.condition} ${channelOf(offer)}`;
		groups.set(key, [...(groups.get(key) ?? []), offer]);
	}
	return [...groups.values()];
}

/** A row for each condition and channel; what can't hold the Buy Box has a row with a count of 0. */
function countsOf(
	product: Product,
	isCounted: (offer: WorldOffer) => boolean = () => true,
): OfferCountType[] {
	return groupsOf(product).map((offers) => ({
		condition: spelled(offers[0]!.condition, product),
		fulfillmentChannel: channelOf(offers[0]!),
		OfferCount: offers.filter(isCounted).length,
	}));
}

const totalOf = (offer: WorldOffer): number => offer.price + offer.shipping;

function lowestOf(product: Product): LowestPriceType[] {
	return groupsOf(product)
		.map((offers) => offers.reduce((low, offer) => (totalOf(offer) < totalOf(low) ? offer : low)))
		.map((offer) => ({
			condition: spelled(offer.condition, product),
			fulfillmentChannel: channelOf(offer),
			LandedPrice: landedPriceOf(offer),
			ListingPrice: money(offer, offer.price),
			Shipping: money(offer, offer.shipping),
			...pointsOf(offer),
		}));
}

export function buyBoxOf(product: Product): BuyBoxPriceType[] {
	return product.offers
		.filter((offer) => offer.isBuyBox)
		.map((offer) => ({
			condition: spelled(offer.condition, product),
			LandedPrice: landedPriceOf(offer),
			ListingPrice: money(offer, offer.price),
			Shipping: money(offer, offer.shipping),
			...pointsOf(offer),
			sellerId: offer.sellerId,
		}));
}

/** The maker's price stands there whether anybody sells the product or not. */
const listPriceOf = (product: Product): Pick<Summary, 'ListPrice'> =>
	hashOf(product.asin) % 2 === 0
		? { ListPrice: { CurrencyCode: 'JPY', Amount: Math.round(product.basePrice * 1.2) } }
		: {};

/** Amazon counts these four hours from each request anew (selling-partner-api-models #5358). */
const tooSoonMs = 4 * 3_600_000;

function summaryOf(product: Product, now: number): WithNulls<Summary> {
	if (product.state === 'too_soon') {
		const availableAt = new Date(now + tooSoonMs).toISOString();
		return { TotalOfferCount: 0, OffersAvailableTime: availableAt };
	}
	if (product.state === 'no_offers') return { TotalOfferCount: 0 };
	const buyBox = buyBoxOf(product);
	return {
		TotalOfferCount: product.offers.length,
		NumberOfOffers: countsOf(product),
		BuyBoxEligibleOffers: countsOf(product, (offer) => offer.condition === 'New' && offer.isFba),
		LowestPrices: lowestOf(product),
		...listPriceOf(product),
		...(buyBox.length === 0 ? {} : { BuyBoxPrices: buyBox }),
	};
}

const statusOf = (product: Product): string => {
	if (product.rawStatus !== null) return product.rawStatus;
	if (product.state === 'no_offers') return 'NoBuyableOffers';
	return product.state === 'too_soon' ? 'ActiveButTooSoonForProcessing' : 'Success';
};

/** The payload of getItemOffers for a product that Amazon knows. The summary mixes all conditions. */
export function offersPayloadOf(
	product: Product,
	condition: Condition,
	now: number,
): OffersPayload {
	const payload: OffersPayload = {
		ASIN: product.asin,
		status: statusOf(product),
		ItemCondition: condition,
		Identifier: { MarketplaceId: japan, ASIN: product.asin, ItemCondition: condition },
		Summary: summaryOf(product, now),
		marketplaceId: japan,
	};
	// Half of the answers without offers leave the list out, against Amazon's own model.
	const leavesListOut = payload.status === 'NoBuyableOffers' && hashOf(product.asin) % 2 !== 0;
	if (leavesListOut) return payload;
	const shown = product.state === 'listed' ? shownOffers(product, condition) : [];
	return { ...payload, Offers: shown.map(detailOf) };
}
