import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { CacheDocument } from '../../lib/cache/document';
import { breakerLimit } from '../../lib/changes/breaker';
import { defaultBreaker } from '../../lib/listing/guards';
import { isUndelivered } from '../../lib/changes/undelivered';
import { isResting } from '../../lib/listing/gone';
import { clockOf } from '../../lib/n8n/clock';
import { amazonAccountOf } from '../../lib/n8n/connections/amazonAccount';
import { partOf, withPart } from '../../lib/n8n/items/items';
import { listingOf } from '../../lib/n8n/items/listingPart';
import { doubtOf } from '../../lib/n8n/items/recognition';
import { runOf } from '../../lib/n8n/items/run';
import { readAsins, type AsinItem } from '../../lib/n8n/parameters/asinParameter';
import { progressTeller } from '../../lib/n8n/progress';
import { priorities } from '../../lib/quota/limiter';
import { openClient } from '../../lib/spApi/account';
import { screenAndConfirm } from '../../lib/spApi/offers/confirmMoved';
import type { OfferFilter } from '../../lib/listing/offerFilter';
import { screeningOf } from '../../lib/spApi/offers/screen';
import { filterFrom } from './filterOptions';
import { knownBefore } from './knownBefore';

/**
 * Every item with its `screen`: whether the Buy Box looks as it did when last confirmed. With Confirm What
 * Moved on, items that moved, or whose last answer never reached the shop, get their `offer` too.
 */
export async function screenItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = readAsins(context);
	const account = await amazonAccountOf(context);
	const { retries } = context.getNodeParameter('options', 0, {}) as { retries?: number };
	const client = openClient(account, retries);
	const { timestamp } = clockOf(context);
	const confirmed = fingerprintsOf(context, items);
	const { looks, screenedAt, offers } = await screenAndConfirm(confirmed, {
		...{ client, marketplace: account.marketplace, timestamp, priority: priorities.urgent },
		filter: filterFrom(context.getNodeParameter('filter', 0, {}) as Partial<OfferFilter>),
		lanes: { batch: true, single: true },
		signal: context.getExecutionCancelSignal(),
		knownOf: knownBefore(items),
		confirms: context.getNodeParameter('confirmMoved', 0, true) === true,
		undelivered: findUndelivered(context, items),
		onProgress: progressTeller(context, confirmed.size),
	});
	const { calls, rejected } = client.counts;
	const endedAt = timestamp();
	return items.map(({ item, index, asin: given }, position) => {
		const asin = given ?? '';
		const fingerprint = looks.get(asin)?.fingerprint ?? null;
		const offer = offers.get(asin);
		return withPart(item, index, {
			screen: screeningOf(
				fingerprint,
				given === null ? null : confirmed.get(asin),
				screenedAt.get(asin) ?? endedAt,
			),
			...(offer ? { offer } : {}),
			...(position === 0 ? { fetch: { calls, rejected } } : {}),
		});
	});
}

/** By ASIN; without those that the sync alone asks about: who they are, or once a day whether they are back. */
function fingerprintsOf(
	context: IExecuteFunctions,
	items: readonly AsinItem[],
): Map<string, string | undefined> {
	const now = clockOf(context).now();
	const fingerprints = new Map<string, string | undefined>();
	for (const { asin, item } of items) {
		const cached = partOf<CacheDocument>(item, 'cached');
		const isLeftOut = doubtOf(item) !== null || isResting(cached?.gone, now);
		if (asin !== null && !isLeftOut) fingerprints.set(asin, cached?.screen?.fingerprint);
	}
	return fingerprints;
}

/** Nothing in a dry run; and one run takes no more of them than of anything else unusual. */
function findUndelivered(
	context: IExecuteFunctions,
	items: readonly AsinItem[],
): ReadonlySet<string> {
	const memory = context.getContext('node') as { owed?: number };
	const before = memory.owed ?? 0;
	const limit = breakerLimit(defaultBreaker, runOf(items[0]?.item)?.total ?? items.length);
	const rules = {
		thresholdYen: context.getNodeParameter('owedYen', 0, 100) as number,
		now: clockOf(context).now(),
	};
	const found = items.flatMap(({ asin, item }) => {
		const listing = listingOf(item);
		const cached = partOf<CacheDocument>(item, 'cached');
		if (asin === null || runOf(item)?.dry_run !== false || !listing || !cached) return [];
		return isUndelivered(listing, cached, rules) ? [asin] : [];
	});
	const taken = [...new Set(found)].slice(0, Math.max(limit - before, 0));
	memory.owed = before + taken.length;
	return new Set(taken);
}
