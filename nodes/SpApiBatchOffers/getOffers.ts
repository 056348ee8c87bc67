import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isServedFromCache } from '../../lib/cache/freshness';
import { offerFromDocument } from '../../lib/cache/offerFromDocument';
import type { Offer } from '../../lib/listing/offer';
import { clockOf } from '../../lib/n8n/clock';
import type { ItemParts } from '../../lib/n8n/items/itemParts';
import { addParts, partOf } from '../../lib/n8n/items/items';
import { malformedAsin, readAsins, type AsinItem } from '../../lib/n8n/parameters/asinParameter';
import { unknownOffer } from '../../lib/spApi/offers/parseOffers';
import type { ProvenOffer } from '../../lib/spApi/offers/provenOffers';
import { screeningOf } from '../../lib/spApi/offers/screen';
import { AmazonRequests, type RequestParameters } from './amazonRequests';
import { knownBefore } from './knownBefore';
import { recogniseItems } from './recogniseItems';

interface GetOffersParameters extends RequestParameters {
	ignoreFreshness?: boolean;
}

/**
 * Every item with its `offer`: from the cache where that is fresh, else from Amazon. A listing whose code may
 * be an ASIN by chance gets one only once its title agrees with Amazon's.
 */
export async function getOffersOfItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const options = context.getNodeParameter('options', 0, {}) as GetOffersParameters;
	const items = readAsins(context);
	const amazon = new AmazonRequests(context, options);
	const recognition = await recogniseItems(items, amazon);
	const isRefused = (entry: AsinItem) => typeof recognition.get(entry)?.unrecognised === 'string';
	const now = clockOf(context).now();
	const isServed = ({ item }: AsinItem) =>
		!options.ignoreFreshness &&
		isServedFromCache(partOf(item, 'cached'), partOf(item, 'freshness'), now);
	const asked = items.filter(
		(entry) => entry.asin !== null && !isServed(entry) && !isRefused(entry),
	);
	const offers = await amazon.getOffers(urgentFirst(asked), knownBefore(items));

	return items.map((entry, position) => {
		const { item, index, asin } = entry;
		const answer = asin === null ? undefined : offers.get(asin);
		const served = isServed(entry) ? offerFromDocument(partOf(item, 'cached')) : answer?.offer;
		return addParts(item, index, {
			...recognition.get(entry),
			...(position === 0 ? { fetch: amazon.counts() } : {}),
			...(isRefused(entry)
				? {}
				: {
						...(asin === null ? {} : { asin }),
						offer: served ?? malformed(context, entry),
						...screenBeside(item, answer?.look),
					}),
		});
	});
}

/** The witness of an offer is a look like any other: the watch need not look again at what it saw. */
function screenBeside(
	item: INodeExecutionData,
	look: ProvenOffer['look'] | undefined,
): Partial<Pick<ItemParts, 'screen'>> {
	if (!look?.fingerprint) return {};
	const confirmed = partOf(item, 'cached')?.screen?.fingerprint;
	return { screen: screeningOf(look.fingerprint, confirmed, look.seenAt) };
}

/** Distinct ASINs: what screening saw move first, then as they came (the stalest first). */
function urgentFirst(items: readonly AsinItem[]): string[] {
	const isUrgent = ({ item }: AsinItem) => partOf(item, 'screen')?.outcome === 'moved';
	const ordered = [...items.filter(isUrgent), ...items.filter((entry) => !isUrgent(entry))];
	return [...new Set(ordered.flatMap(({ asin }) => (asin === null ? [] : [asin])))];
}

const malformed = (context: IExecuteFunctions, { given }: AsinItem): Offer =>
	unknownOffer(malformedAsin(given), {
		source: 'item_offers_batch',
		fetchedAt: clockOf(context).timestamp(),
	});
