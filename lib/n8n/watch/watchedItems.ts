import type { INodeExecutionData } from 'n8n-workflow';
import type { WatchedFacts } from '../../cache/statistics';
import { computeKnownFloor } from '../../changes/computeKnownFloor';
import { readShopMemory } from '../../changes/guards/guard';
import { isUndelivered } from '../../changes/undelivered';
import { unwatched, type ItemLooks } from '../../freshness/looks';
import type { Candidate } from '../../freshness/rank';
import { weighItem } from '../../freshness/weighItem';
import type { Listing } from '../../listing/listing';
import { isResting } from '../../listing/gone';
import { overrideOf } from '../../listing/pricing/overrideOf';
import type { FloorRule, PriceOverride } from '../../listing/pricing/rule';
import type { ShopSales } from '../../ledger/orders/sales';
import { countSold } from '../../orders/sales';
import type { ShopData } from '../../shop/shopData';
import { addParts } from '../items/items';
import { readListing } from '../items/readListing';
import { readShopItems } from '../items/readShopItems';
import { findDoubt } from '../items/recognition';

/** One product of a watched shop, with all items that sell it. */
export interface Watched extends Candidate {
	/** It moved, but was asked about a moment ago without an answer. */
	isWaiting: boolean;
	/** It is on sale although it is known to be sold out, or below its floor. */
	isAtRisk: boolean;
	items: INodeExecutionData[];
	facts: WatchedFacts;
}

export interface WatchedShop {
	/** By ASIN; products that rest or are not recognised are left out. */
	products: ReadonlyMap<string, Watched>;
	/** All ASINs of the shop. */
	listed: ReadonlySet<string>;
	/** Changes seen by whether a look had shown them. */
	shown: number;
	hidden: number;
}

/** The rules behind an item's floor. */
export interface FloorRules {
	rule: FloorRule;
	/** The owner's settings for single items, by `<item_id>`. */
	items: Readonly<Record<string, PriceOverride>>;
}

/** Reads what is known of a shop's products, from the store alone. @returns null if its list was never read */
export async function readWatchedShop(
	account: string,
	{ cache, ledger }: ShopData,
	rules: FloorRules,
	now: number,
): Promise<WatchedShop | null> {
	const mapped = await readShopItems(account, { ledger });
	if (mapped === null) return null;
	const groups = Map.groupBy(mapped, ({ json }) => String(json.asin));
	const asins = [...groups.keys()];
	const [facts, looks, sales] = await Promise.all([
		cache.readWatched(asins),
		ledger.looks.read(account),
		ledger.sales.read(account),
	]);
	const soldOf = countDemand(sales, now);
	const products = new Map<string, Watched>();
	for (const [asin, found] of groups) {
		const known = facts.get(asin) ?? {};
		const cached = { asin, ...known };
		// Only the sync asks what a code stands for, and once a day about what Amazon no longer knows.
		const items = found.filter((item) => findDoubt(addParts(item, 0, { cached })) === null);
		if (items.length === 0 || isResting(known.gone, now)) continue;
		products.set(asin, {
			...{ asin, items, facts: known },
			weight: Math.max(...items.map((item) => weigh(item, known, rules, soldOf))),
			isAtRisk: items.some((item) => isAtRisk(item, known, rules)),
			isWaiting: isWaiting(known, now),
			looks: catchUp(looks.items.get(asin) ?? unwatched, known, now),
			failed: pastOf(Date.parse(known.last_error_at ?? ''), now),
		});
	}
	return { products, listed: new Set(asins), shown: looks.shown, hidden: looks.hidden };
}

function weigh(
	item: INodeExecutionData,
	known: WatchedFacts,
	rules: FloorRules,
	soldOf: (itemId: number) => number,
): number {
	const listing = readListing(item)!;
	const { visible, price, item_id } = listing;
	const floor = findFloor(listing, known, rules);
	return weighItem({ visible, price, floor, sold: soldOf(item_id) });
}

/** The days of sales that an item is weighed by. */
const DEMAND_DAYS = 30;

const countDemand =
	(sales: ShopSales | null, now: number) =>
	(itemId: number): number =>
		countSold(sales?.items.get(itemId), DEMAND_DAYS, now);

const findFloor = (
	listing: Listing,
	{ price }: WatchedFacts,
	{ rule, items }: FloorRules,
): number | null => computeKnownFloor(price, rule, overrideOf(items, listing));

/** The owner may have shown it, or priced it, since it was last decided on. */
function isAtRisk(item: INodeExecutionData, known: WatchedFacts, rules: FloorRules): boolean {
	const listing = readListing(item)!;
	const { visible, price } = listing;
	if (overrideOf(rules.items, listing).neverTouch) return false;
	// An edit that could not be sent has its own time to be tried again.
	if (readShopMemory(known, listing).unsent_since) return false;
	const floor = findFloor(listing, known, rules);
	return visible && (known.in_stock === false || (floor !== null && price < floor));
}

const FIRST_WAIT_MS = 2 * 60_000;
const LONGEST_WAIT_MS = 30 * 60_000;

/** The longer there was no answer, the longer the next try waits. */
function isWaiting({ last_error_at, failing_since }: WatchedFacts, now: number): boolean {
	const failed = pastOf(Date.parse(last_error_at ?? ''), now);
	const since = pastOf(Date.parse(failing_since ?? ''), now);
	if (failed === 0 || since === 0) return false;
	const wait = Math.min(Math.max((failed - since) / 2, FIRST_WAIT_MS), LONGEST_WAIT_MS);
	return now - failed < wait;
}

/**
 * The stamp in the cache is the truth about the last confirmation: the sync sets it too. A time to come was noted by
 * a wrong clock, and counts as none.
 */
function catchUp(
	looks: ItemLooks,
	{ price_updated_at, imported }: WatchedFacts,
	now: number,
): ItemLooks {
	const isImported = price_updated_at !== undefined && imported?.price === price_updated_at;
	const confirmed = isImported ? 0 : pastOf(Date.parse(price_updated_at ?? ''), now);
	const looked = pastOf(looks.looked, now);
	return {
		...{ ...looks, confirmed },
		looked: Math.max(looked, confirmed),
		moved: looks.moved && confirmed <= looked,
	};
}

const pastOf = (time: number, now: number): number => (time <= now ? time : 0);

/**
 * Returns the products whose last answer never reached the shop or its owner, or that the shop shows against it.
 * @param noted ASINs that a message yet to come is about
 */
export function findOwed(
	{ products }: WatchedShop,
	noted: ReadonlySet<string>,
	{ thresholdYen, isStopped, now }: { thresholdYen: number; isStopped: boolean; now: number },
): string[] {
	return [...products.values()].flatMap(({ asin, items, facts, isAtRisk: isWrong }) => {
		const isOwed = (listing: Listing) =>
			isUndelivered(listing, facts, { thresholdYen, isNoted: noted.has(asin), now });
		return (isWrong && !isStopped) || items.some((item) => isOwed(readListing(item)!))
			? [asin]
			: [];
	});
}
