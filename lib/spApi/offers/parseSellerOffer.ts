import { DateTime } from 'luxon';
import { z } from 'zod';
import type { Marketplace } from '../marketplaces';
import type { SellerOffer } from './offerFilter';
import {
	ABSURD_AMOUNT,
	isConsumersPrice,
	Money,
	readAmountIn,
	readPrice,
	type WireMoney,
} from './readPrice';

/**
 * Converts one entry of `Offers` on the wire to a SellerOffer; parseOffers.ts reads the answer around it.
 */

const WirePoints = z.object({
	PointsNumber: z.number().nullish(),
	PointsMonetaryValue: Money.nullish(),
});

const WireShippingTime = z.object({
	minimumHours: z.number().nullish(),
	maximumHours: z.number().nullish(),
	availabilityType: z.string().nullish(),
	availableDate: z.unknown(),
});

const WireOffer = z.object({
	SellerId: z.string().trim().nullish().catch(null),
	MyOffer: z.boolean().nullish(),
	SubCondition: z.string(),
	offerType: z.string().nullish(),
	quantityTier: z.number().nullish(),
	ListingPrice: Money.nullish(),
	Shipping: Money.nullish(),
	Points: WirePoints.nullish(),
	ShippingTime: WireShippingTime.nullish(),
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

/**
 * Sub-conditions that are not New, without their blanks and marks: Amazon writes `Very Good` in its model
 * and `very_good` in its answers. A word in neither might be New.
 */
const notNew: ReadonlySet<string> = new Set([
	'used',
	'likenew',
	'mint',
	'verygood',
	'good',
	'acceptable',
	'poor',
	'collectible',
	'club',
	'oem',
	'warranty',
	'refurbished',
	'refurbishedwarranty',
	'openbox',
	'other',
]);

/**
 * Parses one seller's offer. An unreadable offer might be a good one, so nothing follows from it.
 * @param answeredAt when the answer arrived, ms since 1970: ship times are counted from there
 */
export function parseSellerOffer(
	json: unknown,
	marketplace: Marketplace,
	answeredAt: number,
): SellerOffer {
	const wire = WireOffer.safeParse(json);
	if (!wire.success) return unreadableOffer;
	const subCondition = wire.data.SubCondition.toLowerCase().replace(/[\s_-]/g, '');
	if (subCondition === 'new') return toSellerOffer(wire.data, true, marketplace, answeredAt);
	if (!notNew.has(subCondition)) return unreadableOffer;
	return toSellerOffer(wire.data, false, marketplace, answeredAt);
}

function toSellerOffer(
	wire: z.infer<typeof WireOffer>,
	isNew: boolean,
	marketplace: Marketplace,
	answeredAt: number,
): SellerOffer {
	const isConsumer = isConsumersPrice(wire);
	if (isConsumer === null && isNew) return unreadableOffer;
	const { currency, listingPrice, shipping } = readPrice(wire, marketplace, 'is unknown');
	const amount = (money: WireMoney) => readAmountIn(currency, money, marketplace);
	return {
		seller: wire.SellerId || null,
		isNew,
		isOwn: wire.MyOffer ?? false,
		isConsumer: isConsumer ?? false,
		currency,
		listingPrice,
		shipping,
		points: readPoints(wire.Points, listingPrice, amount),
		...readShipTime(wire.ShippingTime, answeredAt),
		// Amazon's model lets an answer leave Prime out, but not what stands in it, nor who ships.
		isFba: wire.IsFulfilledByAmazon ?? null,
		isPrime: wire.PrimeInformation ? (wire.PrimeInformation.IsPrime ?? null) : false,
		isBuyBox: wire.IsBuyBoxWinner ?? false,
		rating: readRating(wire.SellerFeedbackRating),
	};
}

/** Represents an unreadable offer: it might be a good one, so nothing follows from it. */
const unreadableOffer: SellerOffer = {
	seller: null,
	isNew: true,
	isOwn: false,
	isConsumer: true,
	currency: null,
	listingPrice: null,
	shipping: null,
	points: 0,
	availability: 'unstated',
	shipsWithinHours: 0,
	availableInHours: null,
	isFba: true,
	isPrime: true,
	isBuyBox: false,
	rating: null,
};

/**
 * Returns points as money; null if they are implausible: below 0, above the price, fractional, in another
 * currency. If number and value differ, the smaller one counts, because points lower the cost.
 */
function readPoints(
	points: z.infer<typeof WirePoints> | null | undefined,
	listingPrice: number | null,
	amount: (money: WireMoney) => number | null,
): number | null {
	if (!points) return 0;
	const stated = [
		...(points.PointsNumber == null ? [] : [points.PointsNumber]),
		...(points.PointsMonetaryValue ? [amount(points.PointsMonetaryValue)] : []),
	];
	const isBelievable = stated.every(
		(value) =>
			value !== null &&
			Number.isInteger(value) &&
			value >= 0 &&
			value <= (listingPrice ?? ABSURD_AMOUNT),
	);
	if (!isBelievable) return null;
	return stated.length === 0 ? 0 : Math.min(...stated.map(Number));
}

/** The number of ratings is required in a rating, the share is not. */
function readRating(
	feedback: z.infer<typeof WireOffer>['SellerFeedbackRating'],
): SellerOffer['rating'] {
	const percent = feedback?.SellerPositiveFeedbackRating;
	if (percent == null) return null;
	const count = feedback?.FeedbackCount ?? -1;
	const isPossible = percent >= 0 && percent <= 100 && count >= 0;
	return isPossible ? { positivePercent: percent, count } : 'unreadable';
}

type ShipTime = Pick<SellerOffer, 'availability' | 'shipsWithinHours' | 'availableInHours'>;

const unreadableTime: ShipTime = {
	availability: 'unreadable',
	shipsWithinHours: null,
	availableInHours: null,
};

/**
 * Returns when the seller has shipped at the latest. The hours alone are meaningless for goods that are
 * sold ahead: Amazon itself states 0 to 0 and merchants 24 to 24 next to a date weeks away (reported for
 * selling-partner-api-models #1536, selling-partner-api-docs #947 and #1539).
 */
function readShipTime(
	time: z.infer<typeof WireShippingTime> | null | undefined,
	answeredAt: number,
): ShipTime {
	// Without any ship time an answer is incomplete: goods by invitation have an empty one.
	if (!time) return unreadableTime;
	const availability = readAvailability(time.availabilityType);
	const { minimumHours, maximumHours } = time;
	const isImpossible = [minimumHours, maximumHours].some((hours) => hours != null && hours < 0);
	if (availability === 'unreadable' || isImpossible) return unreadableTime;
	const date = time.availableDate == null ? null : readDate(time.availableDate);
	const hasNoDate = date === null ? availability === 'dated' : Number.isNaN(date);
	if (hasNoDate) return availability === 'dated' ? undated : unreadableTime;
	const untilDate = date === null ? null : hoursBetween(answeredAt, date);
	if (maximumHours == null) {
		// The least that is stated says how long it takes at the earliest.
		const earliest = minimumHours == null ? untilDate : Math.max(minimumHours, untilDate ?? 0);
		return { availability, shipsWithinHours: null, availableInHours: earliest };
	}
	const shipsWithinHours = Math.max(maximumHours, minimumHours ?? 0, untilDate ?? 0);
	return { availability, shipsWithinHours, availableInHours: untilDate };
}

const undated: ShipTime = {
	availability: 'undated',
	shipsWithinHours: null,
	availableInHours: null,
};

const hoursBetween = (from: number, to: number): number =>
	Math.max(0, Math.ceil((to - from) / 3_600_000));

/** Returns ms since 1970; NaN if it is not a date. A day without a time counts to its end. */
function readDate(value: unknown): number {
	if (typeof value !== 'string') return Number.NaN;
	const date = DateTime.fromISO(value.trim(), { zone: 'utc' });
	const isDayAlone = /^\d{4}-\d{2}-\d{2}$/.test(value.trim());
	return (isDayAlone ? date.endOf('day') : date).toMillis();
}

function readAvailability(type: string | null | undefined): SellerOffer['availability'] {
	switch (type?.trim().toUpperCase() ?? '') {
		case 'NOW':
			return 'now';
		case 'FUTURE_WITH_DATE':
			return 'dated';
		case 'FUTURE_WITHOUT_DATE':
			return 'undated';
		case '':
			return 'unstated';
		default:
			return 'unreadable';
	}
}
