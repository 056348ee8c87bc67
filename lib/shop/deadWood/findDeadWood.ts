import type { WatchedFacts } from '../../cache/statistics';
import { readShopMemory } from '../../changes/guards/guard';
import type { KnownShop } from '../../ledger/shop/shopItems';
import { makeCode } from '../../ledger/rules/ruleCode';
import { mapListing } from '../../listing/codes/mapListing';
import { isRecognised } from '../../listing/codes/recognition';
import type { Listing } from '../../listing/listing';
import type { TrailPoint } from '../../listing/trail';
import { findSoldFacts, type SoldFacts } from '../items/soldFacts';
import { readShopRules } from '../runs/shopRules';
import type { ShopData } from '../shopData';
import { findOffSince } from './offSince';

/** An item that Amazon has not sold for long. */
export interface DeadItem {
	listing: Listing;
	asins: string[];
	/** Since when none of its products was to be had, milliseconds since 1970. */
	since: number;
	/** Amazon does not know one of its products any more. */
	isGone: boolean;
	/** Amazon has offers, and the shop's conditions refuse all of them. */
	isFiltered: boolean;
	/** null in a shop whose orders nobody reads. */
	sold: SoldFacts | null;
	/** Names what the owner is shown of it: with other facts it has another seal. */
	seal: string;
}

export interface DeadWood {
	/** An item is listed after so many days. */
	days: number;
	/** The longest first. */
	items: DeadItem[];
}

export interface DeadWoodPorts {
	data: ShopData;
	/** Milliseconds since 1970. */
	now: number;
}

const DAY_MS = 86_400_000;
const CHUNK = 500;

/**
 * Finds the items of a shop that Amazon has not sold for longer than the rule book says, from the store alone; null
 * if the shop's list was never read. Items that the owner wants never touched are left out, and so are those of
 * which nobody knows since when.
 */
export async function findDeadWood(
	account: string,
	{ data, now }: DeadWoodPorts,
): Promise<DeadWood | null> {
	const { ledger, cache } = data;
	const shop = await ledger.items.read(account);
	if (shop === null) return null;
	const [{ values }, sales] = await Promise.all([
		readShopRules(ledger.rules, account),
		ledger.sales.read(account),
	]);
	const named = nameProducts(shop).filter(
		({ listing }) => values.items[listing.item_id]?.neverTouch !== true,
	);
	const facts = await cache.readWatched([...new Set(named.flatMap(({ asins }) => asins))]);
	const off = named.filter(
		(each) => isKnown(each, facts) && each.asins.every((asin) => isOff(facts.get(asin))),
	);
	const trails = await readTrails(data, [...new Set(off.flatMap(({ asins }) => asins))]);
	const items = off.flatMap(({ listing, asins }): DeadItem[] => {
		const times = asins.map((asin) =>
			findOffSince(trails.get(asin) ?? [], facts.get(asin)!, listing),
		);
		if (times.includes(null)) return [];
		const since = Math.max(...(times as number[]));
		if (now - since < values.dead_wood_days * DAY_MS) return [];
		const isGone = asins.some((asin) => !!facts.get(asin)?.gone);
		const isFiltered = asins.some((asin) => facts.get(asin)?.offer_status === 'filtered_out');
		const sold = findSoldFacts(sales, listing.item_id, now);
		return [
			{ listing, asins, since, isGone, isFiltered, sold, seal: sealItem(listing, asins, since) },
		];
	});
	items.sort((a, b) => a.since - b.since || a.listing.item_id - b.listing.item_id);
	return { days: values.dead_wood_days, items };
}

interface NamedItem {
	listing: Listing;
	asins: string[];
	/** The code alone is no proof that the item is this product. */
	isDoubtful: boolean;
}

function nameProducts({ listings, pattern }: Pick<KnownShop, 'listings' | 'pattern'>): NamedItem[] {
	const format = pattern === null ? undefined : new RegExp(pattern);
	return listings.flatMap((listing): NamedItem[] => {
		const map = mapListing(listing, format);
		if (map.kind === 'unmapped') return [];
		if (map.kind === 'whole') {
			return [{ listing, asins: [map.asin], isDoubtful: map.doubt !== undefined }];
		}
		const asins = [...new Set(map.rows.map(({ asin }) => asin))];
		return [{ listing, asins, isDoubtful: false }];
	});
}

const isKnown = (
	{ listing, asins, isDoubtful }: NamedItem,
	facts: ReadonlyMap<string, WatchedFacts>,
): boolean => !isDoubtful || isRecognised(readShopMemory(facts.get(asins[0]!) ?? null, listing));

/** A product that Amazon gives no answer about may be back. */
const isOff = (facts: WatchedFacts | undefined): boolean =>
	!!facts?.gone || (facts?.in_stock === false && !facts.failing_since);

async function readTrails(
	{ cache }: ShopData,
	asins: readonly string[],
): Promise<Map<string, TrailPoint[]>> {
	const trails = new Map<string, TrailPoint[]>();
	for (let from = 0; from < asins.length; from += CHUNK) {
		for (const [asin, trail] of await cache.readTrails(asins.slice(from, from + CHUNK))) {
			trails.set(asin, trail);
		}
	}
	return trails;
}

const sealItem = (
	{ item_id, visible, identifier }: Listing,
	asins: readonly string[],
	since: number,
): string => makeCode(String(item_id), { visible, identifier, asins, since });
