import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { CacheDocument } from '../../lib/cache/document';
import { isResting } from '../../lib/listing/gone';
import type { Offer } from '../../lib/listing/offer';
import { amazonAccountOf } from '../../lib/n8n/connections/amazonAccount';
import { readAsins, type AsinItem } from '../../lib/n8n/parameters/asinParameter';
import { clockOf } from '../../lib/n8n/clock';
import { partOf, withPart } from '../../lib/n8n/items/items';
import { doubtOf } from '../../lib/n8n/items/recognition';
import { progressTeller } from '../../lib/n8n/progress';
import { openClient } from '../../lib/spApi/account';
import { priorities } from '../../lib/quota/limiter';
import type { OfferFilter } from '../../lib/spApi/offers/offerFilter';
import type { Look } from '../../lib/spApi/offers/parseCompetitivePricing';
import { getProvenOffers } from '../../lib/spApi/offers/provenOffers';
import { lookAt, screeningOf } from '../../lib/spApi/offers/screen';
import { filterFrom } from './filterOptions';
import { knownBefore } from './knownBefore';
import { owedAsins } from './owed';

/**
 * Every item with its `screen`: whether the Buy Box looks as it did when last confirmed. Where that is
 * wanted, what moved, and what its last answer has not reached the shop of, is confirmed while the
 * rest is still being screened, and gets its `offer` too.
 */
export async function screenItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = readAsins(context);
	const now = clockOf(context).now();
	const confirmed = new Map<string, string | undefined>();
	for (const { asin, item } of items) {
		const cached = partOf<CacheDocument>(item, 'cached');
		// The sync asks who they are, and once a day whether they are back.
		const isLeftOut = doubtOf(item) !== null || isResting(cached?.gone, now);
		if (asin !== null && !isLeftOut) confirmed.set(asin, cached?.screen?.fingerprint);
	}
	const { looks, screenedAt, offers, fetch } = await ask(context, items, confirmed);
	const endedAt = clockOf(context).timestamp();
	return items.map(({ item, index, asin }, position) => {
		const fingerprint = asin === null ? null : (looks.get(asin)?.fingerprint ?? null);
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
	looks: Map<string, Look>;
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

	const knownOf = knownBefore(items);
	const confirm = async (moved: ReadonlyMap<string, Look>) => {
		const seenAt = timestamp();
		const seen = new Map([...moved].map(([asin, look]) => [asin, { ...look, seenAt }]));
		const proven = await getProvenOffers([...moved.keys()], { ...request, knownOf, looks: seen });
		for (const [asin, { offer }] of proven) offers.set(asin, offer);
	};
	const confirmMoved = (answered: ReadonlyMap<string, Look>) => {
		const hasMoved = (asin: string, { fingerprint }: Look) =>
			owed.has(asin) || screeningOf(fingerprint, confirmed.get(asin), '').outcome === 'moved';
		const moved = new Map([...answered].filter(([asin, look]) => hasMoved(asin, look)));
		if (moved.size > 0) confirming.push(confirm(moved).catch((error) => failed.abort(error)));
	};
	const looks = await lookAt([...confirmed.keys()], {
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
	return { looks, screenedAt, offers, fetch: { calls, rejected } };
}
