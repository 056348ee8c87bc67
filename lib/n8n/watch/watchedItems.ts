import type { INodeExecutionData } from 'n8n-workflow';
import type { WatchedFacts } from '../../cache/statistics';
import { unwatched, type ItemLooks } from '../../freshness/looks';
import type { Candidate } from '../../freshness/rank';
import { isResting } from '../../listing/gone';
import { defaultRule } from '../../listing/pricing/defaultRule';
import type { ShopData } from '../../shop/shopData';
import { addParts } from '../items/items';
import { readShopItems } from '../items/readShopItems';
import { findDoubt } from '../items/recognition';
import { countDemand, isAtRisk, weigh, type FloorRules } from './weighWatched';

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

/**
 * Reads what is known of a shop's products, from the store alone.
 * @param floorRules null = the package's own
 * @returns null if its list was never read
 */
export async function readWatchedShop(
	account: string,
	{ cache, ledger }: ShopData,
	floorRules: FloorRules | null,
	now: number,
): Promise<WatchedShop | null> {
	const mapped = await readShopItems(account, { ledger });
	if (mapped === null) return null;
	const rules = floorRules ?? { rule: defaultRule, items: {} };
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
			failed: dropFuture(Date.parse(known.last_error_at ?? ''), now),
		});
	}
	return { products, listed: new Set(asins), shown: looks.shown, hidden: looks.hidden };
}

const FIRST_WAIT_MS = 2 * 60_000;
const LONGEST_WAIT_MS = 30 * 60_000;

/** The longer there was no answer, the longer the next try waits. */
function isWaiting({ last_error_at, failing_since }: WatchedFacts, now: number): boolean {
	const failed = dropFuture(Date.parse(last_error_at ?? ''), now);
	const since = dropFuture(Date.parse(failing_since ?? ''), now);
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
	const confirmed = isImported ? 0 : dropFuture(Date.parse(price_updated_at ?? ''), now);
	const looked = dropFuture(looks.looked, now);
	return {
		...{ ...looks, confirmed },
		looked: Math.max(looked, confirmed),
		moved: looks.moved && confirmed <= looked,
	};
}

const dropFuture = (time: number, now: number): number => (time <= now ? time : 0);
