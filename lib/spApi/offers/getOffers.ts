import type { Offer, OfferSource } from '../../listing/offer';
import type { SpApiClient } from '../client';
import { SpApiCredentialError, SpApiError, SpApiRequestError } from '../errors';
import { ASKED_CONDITION, ASKED_CUSTOMER } from './foreignAnswer';
import { askThroughQuotas, type QuotaShare, type QuotaShareOptions } from '../shareQuotas';
import { rateLimits } from '../limits';
import type { Marketplace } from '../marketplaces';
import type { OfferFilter } from '../../listing/offerFilter';
import {
	goneOffer,
	readItemOffers,
	readItemOffersBatch,
	settled,
	unknownOffer,
	type OffersReading,
	type ParseContext,
} from './parseOffers';
import { isUnknownProduct } from '../refusal';
import type { ApiRequest } from '../transport/transport';

export interface GetOffersOptions extends Omit<QuotaShareOptions, 'client'> {
	client: SpApiClient;
	marketplace: Marketplace;
	filter: OfferFilter;
	/** The quotas to use; both together are a quarter faster than the batch alone. */
	lanes: { batch: boolean; single: boolean };
	/** The present time as ISO 8601 with offset. */
	timestamp: () => string;
}

/**
 * Fetches Amazon's answer for every ASIN through getItemOffersBatch and getItemOffers at the same time,
 * in the given order. ASINs must be well-formed and distinct: Amazon refuses a whole batch otherwise. An
 * ASIN whose call failed permanently is `unknown` with the reason; only a refused credential or a
 * cancellation throws.
 */
export async function fetchOffers(
	asins: readonly string[],
	options: GetOffersOptions,
): Promise<Map<string, OffersReading>> {
	const offers: Readings = new Map();
	const { lanes } = options;
	await askThroughQuotas(
		asins,
		[
			...(lanes.batch ? [openBatchLane(offers, options)] : []),
			...(lanes.single || !lanes.batch ? [openSingleLane(offers, options)] : []),
		],
		options,
	);
	return offers;
}

/**
 * Fetches Amazon's answers with a turn that the caller has taken: up to 20 ASINs by the batch, one by the other
 * operation.
 * @throws SpApiCredentialError, or the signal's reason
 */
export async function fetchOnce(
	lane: 'batch' | 'single',
	asins: string[],
	options: GetOffersOptions,
): Promise<Map<string, OffersReading>> {
	const offers: Readings = new Map();
	const { ask } =
		lane === 'batch' ? openBatchLane(offers, options) : openSingleLane(offers, options);
	await ask(asins);
	return offers;
}

type Readings = Map<string, OffersReading>;

function openBatchLane(offers: Readings, options: GetOffersOptions): QuotaShare {
	const operation = 'getItemOffersBatch';
	const ask = async (asins: string[]): Promise<void> => {
		try {
			const json = await options.client.send(operation, makeBatchRequest(asins, options), options);
			const context = makeContext('item_offers_batch', options);
			for (const [asin, reading] of readItemOffersBatch(json, asins, context)) {
				offers.set(asin, reading);
			}
		} catch (error) {
			// One bad ASIN fails the whole batch: splitting it in halves finds it, and the others get
			// their answers.
			if (error instanceof SpApiRequestError && asins.length > 1) {
				const middle = Math.ceil(asins.length / 2);
				await askAgain(asins.slice(0, middle));
				await askAgain(asins.slice(middle));
				return;
			}
			markUnknown(offers, asins, error, { ...options, source: 'item_offers_batch' });
		}
	};
	const askAgain = async (asins: string[]) => {
		await options.client.turn(operation, options);
		await ask(asins);
	};
	return { operation, size: rateLimits[operation].asinsPerCall, ask };
}

function openSingleLane(offers: Readings, options: GetOffersOptions): QuotaShare {
	const operation = 'getItemOffers';
	return {
		operation,
		size: 1,
		ask: async ([asin]) => {
			if (asin === undefined) return;
			try {
				const json = await options.client.send(
					operation,
					makeSingleRequest(asin, options),
					options,
				);
				const context = makeContext('item_offers', options);
				offers.set(asin, readItemOffers(json, asin, context));
			} catch (error) {
				const gone = readGone(asin, error, options);
				if (gone) offers.set(asin, settled(gone));
				else markUnknown(offers, [asin], error, { ...options, source: 'item_offers' });
			}
		},
	};
}

/**
 * getItemOffers refuses the whole call if Amazon has no such product; the batch refuses only that answer.
 */
function readGone(
	asin: string,
	error: unknown,
	{ marketplace, timestamp }: GetOffersOptions,
): Offer | null {
	if (!(error instanceof SpApiRequestError)) return null;
	if (!isUnknownProduct(error.said, error.status, asin, marketplace)) return null;
	return goneOffer(error.said, { source: 'item_offers', fetchedAt: timestamp() });
}

function makeBatchRequest(asins: string[], { marketplace }: GetOffersOptions): ApiRequest {
	return {
		method: 'POST',
		path: '/batches/products/pricing/v0/itemOffers',
		body: {
			requests: asins.map((asin) => ({
				uri: `/products/pricing/v0/items/${asin}/offers`,
				method: 'GET',
				MarketplaceId: marketplace.marketplaceId,
				ItemCondition: ASKED_CONDITION,
				CustomerType: ASKED_CUSTOMER,
			})),
		},
	};
}

function makeSingleRequest(asin: string, { marketplace }: GetOffersOptions): ApiRequest {
	return {
		method: 'GET',
		path: `/products/pricing/v0/items/${asin}/offers`,
		query: {
			MarketplaceId: marketplace.marketplaceId,
			ItemCondition: ASKED_CONDITION,
			CustomerType: ASKED_CUSTOMER,
		},
	};
}

function makeContext(
	source: OfferSource,
	{ marketplace, filter, timestamp }: GetOffersOptions,
): ParseContext {
	return { marketplace, filter, source, fetchedAt: timestamp() };
}

function markUnknown(
	offers: Readings,
	asins: readonly string[],
	error: unknown,
	{ source, timestamp }: Pick<GetOffersOptions, 'timestamp'> & { source: OfferSource },
): void {
	if (!(error instanceof SpApiError) || error instanceof SpApiCredentialError) throw error;
	for (const asin of asins) {
		offers.set(asin, settled(unknownOffer(error.message, { source, fetchedAt: timestamp() })));
	}
}
