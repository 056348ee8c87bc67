import type { Offer } from '../../lib/listing/offer';
import { defaultOfferFilter, type OfferFilter } from '../../lib/listing/offerFilter';
import { findMarketplace } from '../../lib/spApi/marketplaces';
import { readItemOffers } from '../../lib/spApi/offers/parseOffers';

/** An offer that lacks what Amazon's model requires might be a good one: no item is taken off sale for it. */

const ASIN = 'B0006L0120';

const whole = {
	SubCondition: 'new',
	ListingPrice: { CurrencyCode: 'JPY', Amount: 2000 },
	Shipping: { CurrencyCode: 'JPY', Amount: 0 },
	ShippingTime: { minimumHours: 0, maximumHours: 24, availabilityType: 'NOW' },
	IsFulfilledByAmazon: true,
	PrimeInformation: { IsPrime: true, IsNationalPrime: true },
	SellerFeedbackRating: { FeedbackCount: 100, SellerPositiveFeedbackRating: 98 },
};

const strict: OfferFilter = {
	...defaultOfferFilter,
	...{ requireFba: true, requirePrime: true, minimumRatingPercent: 90 },
};

const read = (offers: object[], filter: OfferFilter): Offer =>
	readItemOffers(
		{
			payload: {
				...{ ASIN, status: 'Success', Offers: offers },
				Summary: { TotalOfferCount: offers.length },
			},
		},
		ASIN,
		{
			marketplace: findMarketplace('JP'),
			filter,
			source: 'item_offers',
			fetchedAt: '2026-11-24T21:00:00.000+09:00',
		},
	).offer;

const statusOf = (offers: object[], filter: OfferFilter): string => read(offers, filter).status;

it.each([
	['any ship time', { ShippingTime: undefined }],
	['any ship time, by null', { ShippingTime: null }],
	['shipping', { Shipping: undefined }],
	['shipping, by null', { Shipping: null }],
	['an amount in its shipping', { Shipping: {} }],
	['the one who ships it', { IsFulfilledByAmazon: undefined }],
	['the one who ships it, by null', { IsFulfilledByAmazon: null }],
	['the word on Prime in its place', { PrimeInformation: {} }],
	['a number of ratings', { SellerFeedbackRating: { SellerPositiveFeedbackRating: 50 } }],
	[
		'a possible rating',
		{ SellerFeedbackRating: { ...whole.SellerFeedbackRating, FeedbackCount: -1 } },
	],
	[
		'a possible share',
		{ SellerFeedbackRating: { FeedbackCount: 90, SellerPositiveFeedbackRating: 980 } },
	],
])('should settle nothing by an only offer without %s', (_, lack) => {
	expect(statusOf([{ ...whole, ...lack }], strict)).toBe('unknown');
	expect(statusOf([{ ...whole, ...lack }, whole], strict)).toBe('in_stock');
});

it.each([
	['the one who ships it', { IsFulfilledByAmazon: undefined }],
	['the word on Prime in its place', { PrimeInformation: {} }],
	['a number of ratings', { SellerFeedbackRating: { SellerPositiveFeedbackRating: 50 } }],
])('should not miss %s where the filter does not ask for it', (_, lack) => {
	expect(statusOf([{ ...whole, ...lack }], defaultOfferFilter)).toBe('in_stock');
});

it.each(['include', 'free'] as const)(
	'should not prefer a cheaper offer without its shipping, where shipping is %s',
	(shipping) => {
		const cheaper = { ...whole, ListingPrice: { CurrencyCode: 'JPY', Amount: 1500 } };
		const filter = { ...defaultOfferFilter, shipping };
		expect(read([{ ...cheaper, Shipping: null }, whole], filter).price).toBe(2000);
		expect(read([cheaper, whole], filter).price).toBe(1500);
	},
);

it.each([
	['goods by invitation', { ShippingTime: { availabilityType: 'NOW' } }],
	['an offer that is not of Prime', { PrimeInformation: null }],
	[
		'an offer that is late besides',
		{ IsFulfilledByAmazon: null, ShippingTime: { minimumHours: 500 } },
	],
])('should refuse %s for certain', (_, change) => {
	expect(statusOf([{ ...whole, ...change }], strict)).toBe('filtered_out');
});
