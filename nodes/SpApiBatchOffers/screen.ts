import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { CacheDocument } from '../../lib/cache/document';
import type { Offer } from '../../lib/listing/offer';
import { amazonAccountOf } from '../../lib/n8n/amazonAccount';
import { readAsins } from '../../lib/n8n/asinParameter';
import { clockOf } from '../../lib/n8n/clock';
import { partOf, withPart } from '../../lib/n8n/items';
import { progressTeller } from '../../lib/n8n/progress';
import { openClient } from '../../lib/spApi/account';
import { getOffers } from '../../lib/spApi/getOffers';
import { priorities } from '../../lib/spApi/limiter';
import type { OfferFilter } from '../../lib/spApi/offerFilter';
import { getFingerprints, screeningOf } from '../../lib/spApi/screen';
import { filterFrom } from './filterOptions';

/**
 * Every item with its `screen`: whether the Buy Box looks as it did when last confirmed. Where that is
 * wanted, what moved is confirmed while the rest is still being screened, and gets its `offer` too.
 */
export async function screenItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = readAsins(context);
	const confirmed = new Map<string, string | undefined>();
	for (const { asin, item } of items) {
		if (asin !== null)
			confirmed.set(asin, partOf<CacheDocument>(item, 'cached')?.screen?.fingerprint);
	}
	const { fingerprints, screenedAt, offers, fetch } = await ask(context, confirmed);
	const endedAt = clockOf(context).timestamp();
	return items.map(({ item, index, asin }, position) => {
		const fingerprint = asin === null ? null : (fingerprints.get(asin) ?? null);
		const offer = asin === null ? undefined : offers.get(asin);
		return withPart(item, index, {
			screen: screeningOf(
				fingerprint,
				asin === null ? null : confirmed.get(asin),
				(asin !== null && screenedAt.get(asin)) || endedAt,
			),
			...(offer ? { offer } : {}),
			...(position === 0 ? { fetch } : {}),
		});
	});
}

interface Screened {
	fingerprints: Map<string, string | null>;
	/** When the answer about an ASIN came, ISO 8601 with offset. */
	screenedAt: Map<string, string>;
	/** Of what moved, where that is to be confirmed. */
	offers: Map<string, Offer>;
	fetch: object;
}

async function ask(
	context: IExecuteFunctions,
	confirmed: ReadonlyMap<string, string | undefined>,
): Promise<Screened> {
	const account = await amazonAccountOf(context);
	const { retries } = context.getNodeParameter('options', 0, {}) as { retries?: number };
	const client = openClient(account, retries);
	const { marketplace } = account;
	const { timestamp } = clockOf(context);
	const signal = context.getExecutionCancelSignal();
	const filter = filterFrom(context.getNodeParameter('filter', 0, {}) as Partial<OfferFilter>);
	const offers = new Map<string, Offer>();
	const screenedAt = new Map<string, string>();
	const wantsOffers = context.getNodeParameter('confirmMoved', 0, true) === true;
	const confirming: Array<Promise<void>> = [];
	const failed = new AbortController();

	const confirm = async (moved: string[]) => {
		const found = await getOffers(moved, {
			client,
			marketplace,
			filter,
			lanes: { batch: true, single: true },
			priority: priorities.urgent,
			signal,
			timestamp,
		});
		for (const [asin, offer] of found) offers.set(asin, offer);
	};
	const confirmMoved = (answered: ReadonlyMap<string, string | null>) => {
		const moved = [...answered].flatMap(([asin, fingerprint]) =>
			screeningOf(fingerprint, confirmed.get(asin), '').outcome === 'moved' ? [asin] : [],
		);
		if (moved.length > 0) confirming.push(confirm(moved).catch((error) => failed.abort(error)));
	};
	const fingerprints = await getFingerprints([...confirmed.keys()], {
		client,
		marketplace,
		signal: AbortSignal.any([failed.signal, ...(signal ? [signal] : [])]),
		onProgress: progressTeller(context, confirmed.size),
		onAnswer: (answered) => {
			for (const asin of answered.keys()) screenedAt.set(asin, timestamp());
			if (wantsOffers) confirmMoved(answered);
		},
	});
	await Promise.all(confirming);
	failed.signal.throwIfAborted();
	const { calls, rejected } = client.counts;
	return { fingerprints, screenedAt, offers, fetch: { calls, rejected } };
}
