import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { CacheDocument } from '../../cache/document';
import { sameOffer } from '../../cache/offerFromDocument';
import { countChange, noFigures, type ChangeKind } from '../../freshness/figures';
import { learnHabits } from '../../freshness/habits';
import { noteConfirmation, noteLook, type ItemLooks } from '../../freshness/looks';
import { LOOK_GAP_MS, rankItems, type Ranking } from '../../freshness/rank';
import { lanes, workSlice } from '../../freshness/workSlice';
import { DEFAULT_INTERVAL_MS } from '../../ledger/runs/interval';
import type { Run } from '../../ledger/runs/run';
import type { ShopData } from '../../shop/shopData';
import { isConfirmed, readInStock, type Offer } from '../../listing/offer';
import type { SpApiClient } from '../../spApi/client';
import type { ProvenOffer } from '../../spApi/offers/provenOffers';
import { getClock } from '../clock';
import { addParts } from '../items/items';
import { readListing } from '../items/readListing';
import { laneSizes, openLanes, operationOf, type LanesOptions } from './amazonPorts';
import { passOn } from './passOn';
import type { SliceCounts } from '../../freshness/slice';
import type { WatchedShop } from './watchedItems';

/** How a watch uses Amazon's quotas. */
export interface WatchRules {
	/** Share of each quota, above 0, up to 1. */
	share: number;
	/** Spends what is left of the quotas too: items are looked at again, and confirmed without a sign. */
	usesIdleQuota: boolean;
}

export interface SliceWork {
	context: IExecuteFunctions;
	client: SpApiClient;
	data: ShopData;
	run: Run;
	shop: WatchedShop;
	/** The slice's end, ms since 1970. */
	endsAt: number;
	rules: WatchRules;
	/** ASINs whose last answer never reached the shop or its owner. */
	owed: readonly string[];
	offers: Omit<LanesOptions['offers'], 'knownOf'>;
	/** Tells what is known of each ASIN before Amazon is asked. */
	readKnown: (items: readonly INodeExecutionData[]) => LanesOptions['offers']['knownOf'];
}

export interface SliceOutcome extends SliceCounts {
	/** The items whose answer is news. */
	moved: INodeExecutionData[];
}

/**
 * Works on one slice: looks where most is at stake, confirms, stores what stayed the same, and returns what did
 * not. What was seen is remembered for the next slices.
 * @throws SpApiCredentialError, or the reason of a stop
 */
export async function workOnSlice(work: SliceWork): Promise<SliceOutcome> {
	const { data, shop, run, endsAt, rules } = work;
	const { now } = getClock();
	const habits = learnHabits(
		Array.from(shop.products.values(), ({ looks }) => looks),
		shop,
	);
	const ranking = rankItems(listCandidates(work), {
		...{ habits, now: now(), ageLimitMs: DEFAULT_INTERVAL_MS },
		...{ most: reach(work, now()), lookGapMs: rules.usesIdleQuota ? LOOK_GAP_MS : 0 },
	});
	const first = listFirst(work);
	const documents = await readDocuments(work, ranking, first);
	const seen = new Map<string, ItemLooks>();
	const found = { shown: 0, hidden: 0 };
	const figures = noFigures();
	const begun = now();
	const proven = new Map<string, ProvenOffer>();
	const looksOf = (asin: string) => seen.get(asin) ?? shop.products.get(asin)!.looks;
	const ports = openLanes({
		...{ context: work.context, client: work.client, now },
		offers: { ...work.offers, knownOf: work.readKnown(documents.items) },
		confirmedOf: (asin) => documents.of.get(asin)?.screen?.fingerprint,
		onLook: (asin, sight) => seen.set(asin, noteLook(looksOf(asin), sight, now(), habits)),
		onOffer: (asin, answer) => {
			proven.set(asin, answer);
			const before = looksOf(asin);
			const isNew = !sameOffer(documents.of.get(asin), answer.offer);
			const hasChanged = isConfirmed(answer.offer) ? isNew : null;
			if (hasChanged && before.confirmed > 0) {
				found[before.moved ? 'shown' : 'hidden']++;
				const waited = now() - (before.moved ? before.looked : before.confirmed);
				countChange(figures, nameChange(documents.of.get(asin), answer.offer), waited);
			}
			seen.set(asin, noteConfirmation(before, hasChanged, now(), habits));
		},
	});
	const { share, usesIdleQuota: confirmsAll } = rules;
	try {
		await workSlice({ endsAt, share, sizes: laneSizes, first, ranking, confirmsAll }, ports);
	} finally {
		const { client } = work;
		for (const lane of lanes) {
			figures.used[lane] = (client.counts.calls[operationOf[lane]] ?? 0) * ports.intervalOf(lane);
		}
		figures.watched = now() - begun;
		const { listed } = shop;
		await data.ledger.looks.note(run.account, { looks: seen, found, figures, listed });
	}
	const owed = new Set(work.owed);
	const confirmed = [...proven].map(([asin, answer]) => {
		const { items } = shop.products.get(asin)!;
		return { asin, items, answer, cached: documents.of.get(asin), isOwed: owed.has(asin) };
	});
	const moved = await passOn(confirmed, run, data);
	const ages = measureAges(shop, looksOf, now());
	return { ...{ looked: seen.size, confirmed: proven.size, moved }, ...ages };
}

/** Measures how old the shop's prices are: of what is hidden nobody buys anything. */
function measureAges(
	{ products }: WatchedShop,
	looksOf: (asin: string) => ItemLooks,
	now: number,
): Pick<SliceCounts, 'oldest_age_seconds' | 'never_confirmed'> {
	const onSale = [...products.values()].filter(({ items }) =>
		items.some((item) => readListing(item)!.visible),
	);
	const times = onSale.map(({ asin }) => looksOf(asin).confirmed);
	const known = times.filter((at) => at > 0);
	const oldest = known.reduce((one, other) => Math.min(one, other), now);
	return {
		oldest_age_seconds: known.length === 0 ? null : Math.floor((now - oldest) / 1000),
		never_confirmed: times.length - known.length,
	};
}

/** Names the change by what it means for the shop. */
function nameChange(known: CacheDocument | undefined, offer: Offer): ChangeKind {
	const isSold = readInStock(offer) === true;
	if (known?.in_stock !== isSold) return isSold ? 'back' : 'sold_out';
	return (offer.price ?? 0) < (known.price ?? 0) ? 'cut' : 'raise';
}

/** Without the idle quota an item has one look in a run. */
function listCandidates({ shop, run, rules }: SliceWork) {
	// A look would show again what waits for its next try.
	const all = [...shop.products.values()].filter(
		({ looks, isWaiting }) => !looks.moved || !isWaiting,
	);
	if (rules.usesIdleQuota) return all;
	const start = Date.parse(run.started_at);
	return all.filter(({ looks }) => looks.looked < start);
}

/** About what the two offers operations can confirm in a slice. */
const MOST_FIRST = 150;

/** Returns the ASINs to confirm whatever a look shows, the dearest first. */
function listFirst({ shop, owed }: SliceWork): string[] {
	const moved = [...shop.products.values()]
		.filter(({ looks, isWaiting }) => looks.moved && !isWaiting)
		.sort((one, other) => other.weight - one.weight)
		.map(({ asin }) => asin);
	const first = [...new Set([...owed, ...moved])].filter((asin) => shop.products.has(asin));
	return first.slice(0, MOST_FIRST);
}

/** Returns how many items a slice can look at. */
function reach({ endsAt, client, shop }: SliceWork, now: number): number {
	const calls = Math.max(endsAt - now, 0) / client.intervalOf('getCompetitivePricing');
	return Math.min(Math.ceil(calls + 1) * laneSizes.look, shop.products.size);
}

async function readDocuments(
	{ data, shop }: SliceWork,
	{ looks, confirmations }: Ranking,
	first: readonly string[],
): Promise<{ of: ReadonlyMap<string, CacheDocument>; items: INodeExecutionData[] }> {
	const asins = [...new Set([...first, ...looks, ...confirmations])];
	const of = await data.cache.read(asins);
	const items = asins.flatMap((asin) =>
		shop.products
			.get(asin)!
			.items.map((item, index) => addParts(item, index, { cached: of.get(asin) ?? null })),
	);
	return { of, items };
}
