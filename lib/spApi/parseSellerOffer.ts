import { z } from 'zod';
import type { Marketplace } from './marketplaces';
import type { SellerOffer } from './offerFilter';

/** From one entry of `Offers` on the wire to a SellerOffer; see parseOffers.ts for the answer around it. */

/** Amounts beyond this are a broken answer, not a price. */
const ABSURD_AMOUNT = 100_000_000;

export const Money = z.object({
	CurrencyCode: z.string().optional(),
	Amount: z.number().optional(),
});

const WireOffer = z.object({
	SubCondition: z.string().optional(),
	offerType: z.string().optional(),
	quantityTier: z.number().optional(),
	ListingPrice: Money.nullish(),
	Shipping: Money.nullish(),
	Points: z
		.object({ PointsNumber: z.number().optional(), PointsMonetaryValue: Money.nullish() })
		.nullish(),
	ShippingTime: z
		.object({
			maximumHours: z.number().nullish(),
			availabilityType: z.string().nullish(),
			availableDate: z.string().nullish(),
		})
		.nullish(),
	IsFulfilledByAmazon: z.boolean().nullish(),
	PrimeInformation: z.object({ IsPrime: z.boolean().nullish() }).nullish(),
	IsBuyBoxWinner: z.boolean().nullish(),
	SellerFeedbackRating: z
		.object({
			SellerPositiveFeedbackRating: z.number().nullish(),
			FeedbackCount: z.number().nullish(),
		})
		.nullish(),
});

/** One seller's offer. What cannot be read becomes an offer from which nothing follows. */
export function parseSellerOffer(json: unknown, marketplace: Marketplace): SellerOffer {
	const wire = WireOffer.safeParse(json);
	if (!wire.success || wire.data.SubCondition === undefined) return unreadableOffer;
	return toSellerOffer(wire.data, marketplace);
}

function toSellerOffer(wire: z.infer<typeof WireOffer>, marketplace: Marketplace): SellerOffer {
	const listing = amountOf(wire.ListingPrice, marketplace);
	const shipping = wire.Shipping ? amountOf(wire.Shipping, marketplace) : 0;
	const feedback = wire.SellerFeedbackRating;
	return {
		isNew: wire.SubCondition?.toLowerCase() === 'new',
		isConsumer:
			(wire.offerType === undefined || wire.offerType === 'B2C') && wire.quantityTier === undefined,
		currency: wire.ListingPrice?.CurrencyCode ?? null,
		listingPrice: listing === 0 ? null : listing,
		shipping,
		points:
			amountOf(wire.Points?.PointsMonetaryValue, marketplace) ?? wire.Points?.PointsNumber ?? 0,
		availability: availabilityOf(wire.ShippingTime),
		shipsWithinHours: wire.ShippingTime?.maximumHours ?? null,
		isFba: wire.IsFulfilledByAmazon ?? false,
		isPrime: wire.PrimeInformation?.IsPrime ?? false,
		isBuyBox: wire.IsBuyBoxWinner ?? false,
		rating:
			feedback?.SellerPositiveFeedbackRating != null
				? {
						positivePercent: feedback.SellerPositiveFeedbackRating,
						count: feedback.FeedbackCount ?? 0,
					}
				: null,
	};
}

/** Stands for an offer that could not be read: perhaps a good one, so nothing follows from it. */
const unreadableOffer: SellerOffer = {
	isNew: true,
	isConsumer: true,
	currency: null,
	listingPrice: null,
	shipping: null,
	points: 0,
	availability: 'unstated',
	shipsWithinHours: 0,
	isFba: true,
	isPrime: true,
	isBuyBox: false,
	rating: null,
};

function availabilityOf(
	time: z.infer<typeof WireOffer>['ShippingTime'],
): SellerOffer['availability'] {
	switch (time?.availabilityType?.toUpperCase()) {
		case 'NOW':
			return 'now';
		case 'FUTURE_WITH_DATE':
			return 'dated';
		case 'FUTURE_WITHOUT_DATE':
			return 'undated';
		default:
			return 'unstated';
	}
}

/** An amount as an integer of the currency's shown unit; null where there is none to believe. */
export function amountOf(
	money: z.infer<typeof Money> | null | undefined,
	marketplace: Marketplace,
): number | null {
	if (money?.Amount === undefined) return null;
	const units = money.Amount * 10 ** marketplace.currencyDecimals;
	const whole = Math.round(units);
	if (Math.abs(units - whole) > 1e-6 || whole < 0 || whole > ABSURD_AMOUNT) return null;
	return whole;
}
