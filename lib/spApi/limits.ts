import type { RateLimit } from '../quota/rateLimit';

/**
 * Amazon's published usage plans, per application-and-seller pair and operation. They are defaults: the
 * header `x-amzn-RateLimit-Limit` of an answer carries the rate that really applied and overrides them.
 * Source: the rate-limit tables of the Product Pricing v0 and Catalog Items 2022-04-01 references (the
 * batch dropped from 0.5 to 0.1 a second in July 2023).
 */

export const operations = [
	'getItemOffersBatch',
	'getItemOffers',
	'getCompetitivePricing',
	'searchCatalogItems',
] as const;

export type SpApiOperation = (typeof operations)[number];

export interface SpApiLimit extends RateLimit {
	operation: SpApiOperation;
	/** ASINs that one call can carry. */
	asinsPerCall: number;
}

export const rateLimits: Readonly<Record<SpApiOperation, SpApiLimit>> = {
	getItemOffersBatch: {
		operation: 'getItemOffersBatch',
		ratePerSecond: 0.1,
		burst: 1,
		asinsPerCall: 20,
	},
	getItemOffers: { operation: 'getItemOffers', ratePerSecond: 0.5, burst: 1, asinsPerCall: 1 },
	getCompetitivePricing: {
		operation: 'getCompetitivePricing',
		ratePerSecond: 0.5,
		burst: 1,
		asinsPerCall: 20,
	},
	searchCatalogItems: {
		operation: 'searchCatalogItems',
		ratePerSecond: 2,
		burst: 2,
		asinsPerCall: 20,
	},
};
