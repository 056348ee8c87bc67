import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { CacheDocument } from '../../lib/cache/document';
import { offerFromDocument } from '../../lib/cache/offerFromDocument';
import type { DocumentFreshness } from '../../lib/cache/freshness';
import { isFresh } from '../../lib/cache/freshness';
import type { Offer } from '../../lib/listing/offer';
import { amazonAccountOf } from '../../lib/n8n/amazonAccount';
import { clockOf } from '../../lib/n8n/clock';
import { partOf, withPart } from '../../lib/n8n/items';
import { openClient } from '../../lib/spApi/account';
import { priorities } from '../../lib/spApi/limiter';
import type { OfferFilter } from '../../lib/spApi/offerFilter';
import { unknownOffer } from '../../lib/spApi/parseOffers';
import { getProvenOffers, type DatedLook, type ProvenOffer } from '../../lib/spApi/provenOffers';
import { screeningOf } from '../../lib/spApi/screen';
import { filterFrom } from './filterOptions';
import { knownBefore } from './knownBefore';
import { progressTeller } from '../../lib/n8n/progress';
import { malformedAsin, readAsins, type AsinItem } from '../../lib/n8n/asinParameter';

interface GetOffersParameters {
	ignoreFreshness?: boolean;
	priority?: keyof typeof priorities;
	retries?: number;
}

/** Every item with its `offer`: from the cache where that is fresh, else from Amazon. */
export async function getOffersOfItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const options = context.getNodeParameter('options', 0, {}) as GetOffersParameters;
	const items = readAsins(context);
	const isServed = ({ item }: AsinItem) => !options.ignoreFreshness && hasFreshPrice(item);
	const asked = urgentFirst(items.filter((entry) => entry.asin !== null && !isServed(entry)));
	const { offers, fetch } = await ask(context, items, asked, options);

	return items.map((entry, position) => {
		const { item, index, asin } = entry;
		const offer = isServed(entry)
			? offerFromDocument(partOf<CacheDocument>(item, 'cached'))
			: asin === null
				? null
				: offers.get(asin)?.offer;
		return withPart(item, index, {
			...(asin === null ? {} : { asin }),
			offer: offer ?? malformed(context, entry),
			...screenBeside(item, asin === null ? undefined : offers.get(asin)?.look),
			...(position === 0 ? { fetch } : {}),
		});
	});
}

async function ask(
	context: IExecuteFunctions,
	items: readonly AsinItem[],
	asins: string[],
	options: GetOffersParameters,
): Promise<{ offers: Map<string, ProvenOffer>; fetch: object }> {
	if (asins.length === 0) return { offers: new Map(), fetch: { calls: {}, rejected: 0 } };
	const account = await amazonAccountOf(context);
	const client = openClient(account, options.retries);
	const useSingle = context.getNodeParameter('useSingle', 0, true) as boolean;
	const request = {
		client,
		marketplace: account.marketplace,
		filter: filterFrom(context.getNodeParameter('filter', 0, {}) as Partial<OfferFilter>),
		lanes: { batch: true, single: useSingle },
		priority: priorities[options.priority ?? 'routine'],
		signal: context.getExecutionCancelSignal(),
		timestamp: clockOf(context).timestamp,
	};
	const offers = await getProvenOffers(asins, {
		...request,
		knownOf: knownBefore(items),
		onProgress: progressTeller(context, asins.length),
	});
	return { offers, fetch: { calls: client.counts.calls, rejected: client.counts.rejected } };
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

function hasFreshPrice(item: INodeExecutionData): boolean {
	const freshness = partOf<DocumentFreshness>(item, 'freshness');
	return freshness !== undefined && partOf(item, 'cached') !== undefined && isFresh(freshness);
}

const malformed = (context: IExecuteFunctions, { given }: AsinItem): Offer =>
	unknownOffer(malformedAsin(given), {
		source: 'item_offers_batch',
		fetchedAt: clockOf(context).timestamp(),
	});
