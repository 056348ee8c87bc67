import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { CacheDocument } from '../../lib/cache/document';
import type { Offer } from '../../lib/listing/offer';
import { amazonAccountOf } from '../../lib/n8n/amazonAccount';
import { readAsins, type AsinItem } from '../../lib/n8n/asinParameter';
import { clockOf } from '../../lib/n8n/clock';
import { partOf, withPart } from '../../lib/n8n/items';
import { progressTeller } from '../../lib/n8n/progress';
import { openClient } from '../../lib/spApi/account';
import { getOffers } from '../../lib/spApi/getOffers';
import { priorities } from '../../lib/spApi/limiter';
import type { OfferFilter } from '../../lib/spApi/offerFilter';
import { getFingerprints, screeningOf } from '../../lib/spApi/screen';
import { filterFrom } from './filterOptions';
import { owedAsins } from './owed';
import { recheckWave } from './recheck';

/**
 * Every item with its `screen`: whether the Buy Box looks as it did when last confirmed. Where that is
 * wanted, what moved, and what its last answer has not reached the shop of, is confirmed while the
 * rest is still being screened, and gets its `offer` too.
 */
export async function screenItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = readAsins(context);
	const confirmed = new Map<string, string | undefined>();
	for (const { asin, item } of items) {
		if (asin !== null)
			confirmed.set(asin, partOf<CacheDocument>(item, 'cached')?.screen?.fingerprint);
	}
	const { fingerprints, screenedAt, offers, fetch } = await ask(context, items, confirmed);
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

/**
 * A lease lives for ten minutes and is renewed when a chunk is saved: 500 items that all moved take three
 * of them, and these four more. The rest is asked again by the next run.
 */
const MOST_RECHECKED = 100;

interface Screened {
	fingerprints: Map<string, string | null>;
	/** When the answer about an ASIN came, ISO 8601 with offset. */
	screenedAt: Map<string, string>;
	/** Of what moved or is owed, where that is to be confirmed. */
	offers: Map<string, Offer>;
	fetch: object;
}

async function ask(
	context: IExecuteFunctions,
	items: readonly AsinItem[],
	confirmed: ReadonlyMap<string, string | undefined>,
): Promise<Screened> {
	const account = await amazonAccountOf(context);
	const { retries } = context.getNodeParameter('options', 0, {}) as { retries?: number };
	const client = openClient(account, retries);
	const { marketplace } = account;
	const { timestamp } = clockOf(context);
	const signal = context.getExecutionCancelSignal();
	const request = {
		client,
		marketplace,
		filter: filterFrom(context.getNodeParameter('filter', 0, {}) as Partial<OfferFilter>),
		lanes: { batch: true, single: true },
		priority: priorities.urgent,
		signal,
		timestamp,
	};
	const offers = new Map<string, Offer>();
	const screenedAt = new Map<string, string>();
	const wantsOffers = context.getNodeParameter('confirmMoved', 0, true) === true;
	const owed = owedAsins(context, items, context.getNodeParameter('owedYen', 0, 100) as number);
	const confirming: Array<Promise<void>> = [];
	const failed = new AbortController();

	const confirm = async (moved: string[]) => {
		for (const [asin, offer] of await getOffers(moved, request)) offers.set(asin, offer);
	};
	const confirmMoved = (answered: ReadonlyMap<string, string | null>) => {
		const moved = [...answered].flatMap(([asin, fingerprint]) =>
			owed.has(asin) || screeningOf(fingerprint, confirmed.get(asin), '').outcome === 'moved'
				? [asin]
				: [],
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
	await recheckWave(context, items, offers, request, MOST_RECHECKED);
	const { calls, rejected } = client.counts;
	return { fingerprints, screenedAt, offers, fetch: { calls, rejected } };
}
