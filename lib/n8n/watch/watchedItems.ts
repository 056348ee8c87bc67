import type { INodeExecutionData } from 'n8n-workflow';
import type { WatchedFacts } from '../../cache/statistics';
import { catchUp, dropFuture, unwatched } from '../../freshness/looks';
import { readConfirmed, type SetBack } from '../../freshness/setBack';
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
	/** When the clock was set back last; null = never. */
	setBack: SetBack | null;
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
		const seen = looks.items.get(asin) ?? unwatched;
		products.set(asin, {
			...{ asin, items, facts: known },
			weight: Math.max(...items.map((item) => weigh(item, known, rules, soldOf))),
			isAtRisk: items.some((item) => isAtRisk(item, known, rules)),
			isWaiting: isWaiting(known, now),
			looks: catchUp(seen, readConfirmed(readStamp(known), seen, looks.setBack), now),
			failed: dropFuture(Date.parse(known.last_error_at ?? ''), now),
		});
	}
	const { shown, hidden, setBack } = looks;
	return { products, listed: new Set(asins), shown, hidden, setBack };
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

/** Data that the older tools left is no confirmation. */
function readStamp({ price_updated_at, imported }: WatchedFacts): number {
	const isImported = price_updated_at !== undefined && imported?.price === price_updated_at;
	return isImported ? 0 : Date.parse(price_updated_at ?? '');
}
