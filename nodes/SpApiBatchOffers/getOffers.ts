import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { CacheDocument } from '../../lib/cache/document';
import { offerFromDocument } from '../../lib/cache/offerFromDocument';
import type { DocumentFreshness } from '../../lib/cache/freshness';
import { isFresh } from '../../lib/cache/freshness';
import { isResting } from '../../lib/listing/gone';
import type { Recognition } from '../../lib/listing/memory';
import type { Offer } from '../../lib/listing/offer';
import { amazonAccountOf } from '../../lib/n8n/connections/amazonAccount';
import { clockOf } from '../../lib/n8n/clock';
import { partOf, withPart } from '../../lib/n8n/items/items';
import { doubtOf, partsOfVerdict, type RecognitionParts } from '../../lib/n8n/items/recognition';
import { openClient, type SpApiAccount } from '../../lib/spApi/account';
import type { SpApiClient } from '../../lib/spApi/client';
import { priorities } from '../../lib/quota/limiter';
import type { OfferFilter } from '../../lib/spApi/offers/offerFilter';
import { unknownOffer } from '../../lib/spApi/offers/parseOffers';
import {
	getProvenOffers,
	type DatedLook,
	type ProvenOffer,
} from '../../lib/spApi/offers/provenOffers';
import type { KnownBefore } from '../../lib/spApi/offers/proof';
import { recogniseListings, type Doubtful } from '../../lib/spApi/catalog/recogniseListings';
import { screeningOf } from '../../lib/spApi/offers/screen';
import { filterFrom } from './filterOptions';
import { knownBefore } from './knownBefore';
import { progressTeller } from '../../lib/n8n/progress';
import { malformedAsin, readAsins, type AsinItem } from '../../lib/n8n/parameters/asinParameter';

interface GetOffersParameters {
	ignoreFreshness?: boolean;
	priority?: keyof typeof priorities;
	retries?: number;
}

/**
 * Every item with its `offer`: from the cache where that is fresh, else from Amazon. A listing whose code may
 * be an ASIN by chance gets one only once its title agrees with Amazon's.
 */
export async function getOffersOfItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const options = context.getNodeParameter('options', 0, {}) as GetOffersParameters;
	const items = readAsins(context);
	const amazon = new Amazon(context, options);
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
	amazon: Amazon,
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

/** One client for all that a node asks; none where nothing is asked. */
class Amazon {
	private opened?: { client: SpApiClient; account: SpApiAccount };

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly options: GetOffersParameters,
	) {}

	counts(): object {
		const counts = this.opened?.client.counts;
		return { calls: counts?.calls ?? {}, rejected: counts?.rejected ?? 0 };
	}

	async recognise(doubtful: readonly Doubtful[]): Promise<Array<Recognition | null>> {
		if (doubtful.length === 0) return [];
		const { now, timestamp } = clockOf(this.context);
		return await recogniseListings(doubtful, { ...(await this.request()), now, timestamp });
	}

	async getOffers(
		asins: string[],
		knownOf: (asin: string) => KnownBefore,
	): Promise<Map<string, ProvenOffer>> {
		if (asins.length === 0) return new Map();
		const { context } = this;
		const useSingle = context.getNodeParameter('useSingle', 0, true) as boolean;
		return await getProvenOffers(asins, {
			...(await this.request()),
			filter: filterFrom(context.getNodeParameter('filter', 0, {}) as Partial<OfferFilter>),
			lanes: { batch: true, single: useSingle },
			timestamp: clockOf(context).timestamp,
			knownOf,
			onProgress: progressTeller(context, asins.length),
		});
	}

	private async request() {
		if (!this.opened) {
			const account = await amazonAccountOf(this.context);
			this.opened = { account, client: openClient(account, this.options.retries) };
		}
		const { client, account } = this.opened;
		return {
			client,
			marketplace: account.marketplace,
			priority: priorities[this.options.priority ?? 'routine'],
			signal: this.context.getExecutionCancelSignal(),
		};
	}
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
