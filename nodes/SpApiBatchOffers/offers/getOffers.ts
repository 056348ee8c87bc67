import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Offer } from '../../../lib/listing/offer';
import { getClock } from '../../../lib/n8n/clock';
import { addParts } from '../../../lib/n8n/items/items';
import {
	describeMalformedAsin,
	readAskedAsins,
	type AsinItem,
} from '../../../lib/n8n/parameters/asinParameter';
import { unknownOffer } from '../../../lib/spApi/offers/parseOffers';
import { AmazonRequests, type RequestParameters } from '../amazonRequests';
import { recogniseItems } from './recogniseItems';
import { orderUrgentFirst } from './orderUrgentFirst';
import { serveFromCache } from './serveFromCache';
import { isAnswered, screenBeside } from './answers';

interface GetOffersParameters extends RequestParameters {
	ignoreFreshness?: boolean;
}

export const getOffersOfItems = async (context: IExecuteFunctions): Promise<INodeExecutionData[]> =>
	await offerItems(context, readAskedAsins(context));

/**
 * Returns every item with its `offer`: from the cache if that is fresh, else from Amazon. A listing whose
 * code may be an ASIN by chance gets one only once its title agrees with Amazon's.
 */
export async function offerItems(
	context: IExecuteFunctions,
	items: readonly AsinItem[],
): Promise<INodeExecutionData[]> {
	const options = context.getNodeParameter('options', 0, {}) as GetOffersParameters;
	const amazon = new AmazonRequests(context, options);
	const recognition = await recogniseItems(items, amazon);
	const isRefused = (entry: AsinItem) => typeof recognition.get(entry)?.unrecognised === 'string';
	const answered = new Set(items.filter(({ item }) => isAnswered(item)));
	const served = options.ignoreFreshness
		? { enough: new Map<AsinItem, Offer>(), unproved: new Map<AsinItem, Offer>() }
		: await serveFromCache(items, amazon, getClock().now());
	const asked = items.filter(
		(entry) =>
			entry.asin !== null && !answered.has(entry) && !served.enough.has(entry) && !isRefused(entry),
	);
	const offers = await amazon.getOffers(orderUrgentFirst(asked), items);

	return items.map((entry, position) => {
		const { item, index, asin } = entry;
		if (answered.has(entry)) return addParts(item, index, {});
		const answer = asin === null ? undefined : offers.get(asin);
		const given = answer?.offer.status === 'unknown' ? served.unproved.get(entry) : undefined;
		const offer = served.enough.get(entry) ?? given ?? answer?.offer;
		return addParts(item, index, {
			...recognition.get(entry),
			...(position === 0 ? { fetch: amazon.counts() } : {}),
			...(isRefused(entry)
				? {}
				: {
						...(asin === null ? {} : { asin }),
						offer: offer ?? malformed(entry),
						...screenBeside(item, answer?.look),
					}),
		});
	});
}

const malformed = ({ given }: AsinItem): Offer =>
	unknownOffer(describeMalformedAsin(given), {
		source: 'item_offers_batch',
		fetchedAt: getClock().timestamp(),
	});
