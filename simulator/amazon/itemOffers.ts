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

function detailOf(offer: WorldOffer): OfferDetail {
	return {
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
	};
}

/** `New` in one answer, `new` in another: Amazon is not steady about it. */
const spelled = (condition: Condition, product: Product): string =>
	hashOf(product.asin) % 3 === 0 ? condition : condition.toLowerCase();

const channelOf = (offer: WorldOffer): 'Amazon' | 'Merchant' =>
	offer.isFba ? 'Amazon' : 'Merchant';

function countsOf(product: Product): OfferCountType[] {
	const counts = new Map<string, OfferCountType>();
	for (const offer of product.offers) {
		const key = `${offer.condition} ${channelOf(offer)}`;
		const count = counts.get(key) ?? {
			condition: spelled(offer.condition, product),
			fulfillmentChannel: channelOf(offer),
			OfferCount: 0,
		};
		counts.set(key, { ...count, OfferCount: count.OfferCount! + 1 });
	}
	return [...counts.values()];
}

function lowestOf(product: Product): LowestPriceType[] {
	const lowest = new Map<string, WorldOffer>();
	for (const offer of product.offers) {
		const key = `${offer.condition} ${channelOf(offer)}`;
		const known = lowest.get(key);
		if (!known || offer.price + offer.shipping < known.price + known.shipping) {
			lowest.set(key, offer);
		}
	}
	return [...lowest.values()].map((offer) => ({
		condition: spelled(offer.condition, product),
		fulfillmentChannel: channelOf(offer),
		LandedPrice: landedPriceOf(offer),
		ListingPrice: money(offer, offer.price),
		Shipping: money(offer, offer.shipping),
		...pointsOf(offer),
	}));
}

function buyBoxOf(product: Product): BuyBoxPriceType[] {
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

function summaryOf(product: Product, now: number): Summary {
	if (product.state === 'too_soon') {
		const availableAt = new Date(now + 3_600_000).toISOString();
		return { TotalOfferCount: 0, OffersAvailableTime: availableAt };
	}
	if (product.state === 'no_offers') return { TotalOfferCount: 0 };
	const buyBox = buyBoxOf(product);
	return {
		TotalOfferCount: product.offers.length,
		NumberOfOffers: countsOf(product),
		LowestPrices: lowestOf(product),
		...(buyBox.length === 0 ? {} : { BuyBoxPrices: buyBox }),
	};
}

const statusOf = (product: Product): string => {
	if (product.rawStatus !== null) return product.rawStatus;
	if (product.state === 'no_offers') return 'NoBuyableOffers';
	return product.state === 'too_soon' ? 'ActiveButTooSoonForProcessing' : 'Success';
};

/** The payload of getItemOffers for a product that Amazon knows. The summary mixes all conditions. */
export function offersResultOf(
	product: Product,
	condition: Condition,
	now: number,
): GetOffersResult {
	const result: GetOffersResult = {
		ASIN: product.asin,
		status: statusOf(product),
		ItemCondition: condition,
		Identifier: { MarketplaceId: japan, ASIN: product.asin, ItemCondition: condition },
		Summary: summaryOf(product, now),
		Offers: product.state === 'listed' ? shownOffers(product, condition).map(detailOf) : [],
		marketplaceId: japan,
	};
	if (result.status !== 'NoBuyableOffers' || hashOf(product.asin) % 2 === 0) return result;
	// Half of the answers without offers leave the array out, against Amazon's own model.
	const { Offers: _absent, ...withoutOffers } = result;
	return withoutOffers as GetOffersResult;
}
