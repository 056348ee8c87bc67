import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { CacheDocument } from '../../lib/cache/document';
import { offerFromDocument } from '../../lib/cache/offerFromDocument';
import type { DocumentFreshness } from '../../lib/cache/freshness';
import { isFresh } from '../../lib/cache/freshness';
import { isResting } from '../../lib/listing/gone';
import type { Offer } from '../../lib/listing/offer';
import { clockOf } from '../../lib/n8n/clock';
import { partOf, withPart } from '../../lib/n8n/items/items';
import { doubtOf, partsOfVerdict, type RecognitionParts } from '../../lib/n8n/items/recognition';
import { unknownOffer } from '../../lib/spApi/offers/parseOffers';
import type { DatedLook } from '../../lib/spApi/offers/provenOffers';
import { screeningOf } from '../../lib/spApi/offers/screen';
import { AmazonRequests, type RequestParameters } from './amazonRequests';
import { knownBefore } from './knownBefore';
import { malformedAsin, readAsins, type AsinItem } from '../../lib/n8n/parameters/asinParameter';

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
		!options.ignoreFreshness && (hasFreshPrice(item) || isRestingItem(item, now));
	const asked = items.filter(
		(entry) => entry.asin !== null && !isServed(entry) && !isRefused(entry),
	);
	const offers = await amazon.getOffers(urgentFirst(asked), knownBefore(items));

	return items.map((entry, position) => {
		const { item, index, asin } = entry;
		const fetch = position === 0 ? { fetch: amazon.counts() } : {};
		if (isRefused(entry)) return withPart(item, index, { ...recognition.get(entry), ...fetch });
		const offer = isServed(entry)
			? offerFromDocument(partOf<CacheDocument>(item, 'cached'))
			: asin === null
				? null
				: offers.get(asin)?.offer;
		return withPart(item, index, {
			...(asin === null ? {} : { asin }),
			...recognition.get(entry),
			offer: offer ?? malformed(context, entry),
			...screenBeside(item, asin === null ? undefined : offers.get(asin)?.look),
			...fetch,
		});
	});
}

async function recogniseItems(
	items: readonly AsinItem[],
	amazon: AmazonRequests,
): Promise<ReadonlyMap<AsinItem, RecognitionParts>> {
	const doubtful = items.flatMap((entry) => {
		const doubt = entry.asin === null ? null : doubtOf(entry.item);
		return doubt ? [{ entry, doubt }] : [];
	});
	const verdicts = await amazon.recognise(doubtful.map(({ doubt }) => doubt));
	return new Map(
		doubtful.map(({ entry, doubt }, place) => [
			entry,
			partsOfVerdict(doubt, verdicts[place] ?? null),
		]),
	);
}

/** The witness of an offer is a look like any other: the watch need not look again at what it saw. */
function screenBeside(item: INodeExecutionData, look: DatedLook | undefined): object {
	if (!look?.fingerprint) return {};
	const confirmed = partOf<CacheDocument>(item, 'cached')?.screen?.fingerprint;
	return { screen: screeningOf(look.fingerprint, confirmed, look.seenAt) };
}

/** Distinct ASINs: what screening saw move first, then as they came (the stalest first). */
function urgentFirst(items: readonly AsinItem[]): string[] {
	const isUrgent = ({ item }: AsinItem) =>
		partOf<{ outcome?: string }>(item, 'screen')?.outcome === 'moved';
	const ordered = [...items.filter(isUrgent), ...items.filter((entry) => !isUrgent(entry))];
	return [...new Set(ordered.flatMap(({ asin }) => (asin === null ? [] : [asin])))];
}

const isRestingItem = (item: INodeExecutionData, now: number): boolean =>
	isResting(partOf<CacheDocument>(item, 'cached')?.gone, now);

function hasFreshPrice(item: INodeExecutionData): boolean {
	const freshness = partOf<DocumentFreshness>(item, 'freshness');
	return freshness !== undefined && partOf(item, 'cached') !== undefined && isFresh(freshness);
}

const malformed = (context: IExecuteFunctions, { given }: AsinItem): Offer =>
	unknownOffer(malformedAsin(given), {
		source: 'item_offers_batch',
		fetchedAt: clockOf(context).timestamp(),
	});
