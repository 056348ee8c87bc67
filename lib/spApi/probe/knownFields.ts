import { known, type KnownFields } from '../../findings/unknownFields';
import type { SpApiOperation } from '../limits';

/**
 * All fields of Amazon's published models that the answers of our operations can hold, whether or not we
 * read them (Product Pricing v0, Catalog Items 2022-04-01). A field beside them is new.
 */

const money = { CurrencyCode: known, Amount: known } as const;
const points = { PointsNumber: known, PointsMonetaryValue: money } as const;
const price = { LandedPrice: money, ListingPrice: money, Shipping: money, Points: points } as const;
const tier = { offerType: known, quantityTier: known, quantityDiscountType: known } as const;
const count = { condition: known, fulfillmentChannel: known, OfferCount: known } as const;
const ranks = { ProductCategoryId: known, Rank: known } as const;

const summary: KnownFields = {
	TotalOfferCount: known,
	NumberOfOffers: count,
	LowestPrices: { condition: known, fulfillmentChannel: known, ...tier, ...price },
	BuyBoxPrices: { condition: known, ...tier, ...price, sellerId: known },
	ListPrice: money,
	CompetitivePriceThreshold: money,
	SuggestedLowerPricePlusShipping: money,
	SalesRankings: ranks,
	BuyBoxEligibleOffers: count,
	OffersAvailableTime: known,
};

const offer: KnownFields = {
	MyOffer: known,
	offerType: known,
	// Business offers name it, although the model does not.
	quantityTier: known,
	SubCondition: known,
	SellerId: known,
	ConditionNotes: known,
	SellerFeedbackRating: { FeedbackCount: known, SellerPositiveFeedbackRating: known },
	ShippingTime: {
		minimumHours: known,
		maximumHours: known,
		availabilityType: known,
		availableDate: known,
	},
	ListingPrice: money,
	quantityDiscountPrices: { quantityTier: known, quantityDiscountType: known, listingPrice: money },
	Points: points,
	Shipping: money,
	ShipsFrom: { State: known, Country: known },
	IsFulfilledByAmazon: known,
	PrimeInformation: { IsPrime: known, IsNationalPrime: known },
	IsBuyBoxWinner: known,
	IsFeaturedMerchant: known,
};

const offers: KnownFields = {
	// Renamed in February 2026; answers contain either.
	MarketplaceID: known,
	marketplaceId: known,
	ASIN: known,
	SKU: known,
	ItemCondition: known,
	status: known,
	Identifier: { MarketplaceId: known, ASIN: known, SellerSKU: known, ItemCondition: known },
	Summary: summary,
	Offers: offer,
};

const errors = { code: known, message: known, details: known } as const;

const shelf: KnownFields = { displayName: known, classificationId: known, parent: known };

const catalogItem: KnownFields = {
	asin: known,
	// A dictionary of the product's own: every product type has other names.
	attributes: known,
	classifications: known,
	dimensions: known,
	identifiers: known,
	images: {
		marketplaceId: known,
		images: { variant: known, link: known, height: known, width: known },
	},
	productTypes: { marketplaceId: known, productType: known },
	relationships: known,
	salesRanks: known,
	summaries: {
		...{ marketplaceId: known, adultProduct: known, autographed: known, brand: known },
		...{ browseClassification: shelf, color: known, contributors: known },
		...{ itemClassification: known, itemName: known, manufacturer: known, memorabilia: known },
		...{ modelNumber: known, packageQuantity: known, partNumber: known, releaseDate: known },
		...{ size: known, style: known, tradeInEligible: known, websiteDisplayGroup: known },
		websiteDisplayGroupName: known,
	},
	vendorDetails: known,
};

export const knownFields: Readonly<Record<SpApiOperation, KnownFields>> = {
	getItemOffersBatch: {
		responses: {
			headers: known,
			status: { statusCode: known, reasonPhrase: known },
			body: { payload: offers, errors },
			request: { MarketplaceId: known, ItemCondition: known, CustomerType: known, Asin: known },
		},
	},
	getItemOffers: { payload: offers, errors },
	getCompetitivePricing: {
		payload: {
			status: known,
			SellerSKU: known,
			ASIN: known,
			Product: {
				Identifiers: {
					MarketplaceASIN: { MarketplaceId: known, ASIN: known },
					SKUIdentifier: known,
				},
				AttributeSets: known,
				Relationships: known,
				CompetitivePricing: {
					CompetitivePrices: {
						...{ CompetitivePriceId: known, Price: price, condition: known, subcondition: known },
						...{ ...tier, sellerId: known, belongsToRequester: known },
					},
					NumberOfOfferListings: { Count: known, condition: known },
					TradeInValue: money,
				},
				SalesRankings: ranks,
				Offers: known,
			},
		},
		errors,
	},
	searchCatalogItems: {
		numberOfResults: known,
		pagination: { nextToken: known, previousToken: known },
		refinements: known,
		items: catalogItem,
		errors,
	},
};
