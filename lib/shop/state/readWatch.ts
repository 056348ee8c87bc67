import type { WatchFigures } from '../../freshness/figures';
import { learnHabits } from '../../freshness/habits';
import { findRate } from '../../freshness/looks';
import type { Ledger } from '../../ledger/ledger';
import { mapListing } from '../../listing/codes/mapListing';

/** An item that moves often. */
export interface Mover {
	item_id: number;
	title: string;
	/** Changes a day. */
	perDay: number;
}

/** The watch of a shop in the last days. */
export interface WatchReport {
	figures: WatchFigures;
	/** The items that move most, the first the most. */
	movers: Mover[];
}

const MOST_MOVERS = 5;
/** One change alone may be chance. */
const LEAST_CHANGES = 2;
const DAY_MS = 24 * 3_600_000;

/** Reads what the watch did, and what it learned. */
export async function readWatch(
	{ looks, items }: Pick<Ledger, 'looks' | 'items'>,
	account: string,
): Promise<WatchReport> {
	const { items: seen, figures, ...found } = await looks.read(account);
	const habits = learnHabits(seen.values(), found);
	const restless = [...seen]
		.filter(([, { changes }]) => changes >= LEAST_CHANGES)
		.map(([asin, each]) => ({ asin, perDay: findRate(each, habits) * DAY_MS }))
		.sort((one, other) => other.perDay - one.perDay)
		.slice(0, MOST_MOVERS);
	if (restless.length === 0) return { figures, movers: [] };
	const shop = await items.read(account);
	const pattern = shop?.pattern ? new RegExp(shop.pattern) : undefined;
	const wanted = new Map(restless.map(({ asin, perDay }) => [asin, perDay]));
	const movers: Mover[] = [];
	for (const listing of shop?.listings ?? []) {
		const map = mapListing(listing, pattern);
		if (map.kind !== 'whole') continue;
		const perDay = wanted.get(map.asin);
		if (perDay === undefined) continue;
		// Of several items that sell one product the first stands for all.
		wanted.delete(map.asin);
		movers.push({ item_id: listing.item_id, title: listing.title, perDay });
	}
	movers.sort((one, other) => other.perDay - one.perDay);
	return { figures, movers };
}
