import { readWatchedShop } from '../../lib/n8n/watch/watchedItems';
import type { FaultRule } from '../../simulator/faults';
import type { Watcher } from '../../simulator/options';
import { startSimulator, type Simulator } from '../../simulator/start';
import type { ShopItem } from '../../simulator/world/shop';
import { markedUp } from '../../simulator/world/truth';
import { quickenFirstCalls } from '../../test/support/quickRates';
import type { Stored } from '../../test/support/stored';
import { Market, type MarketRules } from '../freshness/market';
import { LiveMarket } from './liveMarket';
import type { OpenWork } from './openWork';
import { noteSales, UNITS_A_WEIGHT } from './noteSales';
import { Offers, placeOffers } from './placeOffers';
import { runShipped } from './runShipped';
import type { SkippingClock } from './skippingClock';

export interface DayRules {
	rules: MarketRules;
	clock: SkippingClock;
	work: OpenWork;
	say: (text: string) => void;
}

/** About what the services take for an answer, as in the played watch. */
const slow: readonly FaultRule[] = [
	{ kind: 'slow', service: 'base', milliseconds: 300 },
	{ kind: 'slow', service: 'chatwork', milliseconds: 300 },
	{ kind: 'slow', service: 'amazon', operation: 'getCompetitivePricing', milliseconds: 300 },
	{ kind: 'slow', service: 'amazon', operation: 'getItemOffersBatch', milliseconds: 800 },
	{ kind: 'slow', service: 'amazon', operation: 'getItemOffers', milliseconds: 400 },
];

const worldOf = ({ rules, clock }: DayRules) => ({
	...{ products: rules.items, plain: true, now: clock.now },
});

export const nameShop = ({ credentials }: Simulator): string => credentials.shops[0]!.name;

/** Has the shipped sync confirm every item, at a pace far beyond Amazon's. @returns the shop's items after it */
export async function syncQuickly(given: DayRules): Promise<ShopItem[]> {
	const options = { ...worldOf(given), speed: 1e6, tokenSpeed: 1 };
	const simulator = await startSimulator(options);
	given.work.watch(simulator);
	const restore = quickenFirstCalls();
	try {
		stockShelves(simulator);
		await runShipped(simulator, '定期実行');
		return simulator.world.listings(nameShop(simulator)).map(({ item }) => item);
	} finally {
		restore();
		await simulator.stop();
	}
}

/** Starts services that are as fast as the real ones, told of what they do. */
export async function startServices(given: DayRules, watcher: Watcher): Promise<Simulator> {
	const simulator = await startSimulator({ ...worldOf(given), watcher });
	given.work.watch(simulator);
	for (const fault of slow) simulator.faults.add(fault);
	return simulator;
}

/**
 * Opens the market of services that know nothing of the sync.
 * @param shown the shop's items after the sync
 */
export async function openMarket(
	{ rules }: DayRules,
	simulator: Simulator,
	stored: Stored,
	shown: readonly ShopItem[],
): Promise<LiveMarket> {
	const shop = nameShop(simulator);
	const shelves = stockShelves(simulator);
	for (const { item_id, price, visible, stock } of shown) {
		simulator.world.editListing(shop, item_id, { price, visible, stock });
	}
	const asins = [...shelves.keys()];
	await noteSales(stored, shop, drawWeights(simulator, rules, asins));
	const weights = await readWeights(stored, shop, asins);
	return new LiveMarket({
		...{ ...rules, weights, simulator, shop, asins, offers: [...shelves.values()] },
	});
}

/** Gives each product its two offers, and its item the price that follows. @returns the offers by ASIN */
function stockShelves(simulator: Simulator): Map<string, Offers> {
	const { world } = simulator;
	const shop = nameShop(simulator);
	const shelves = new Map<string, Offers>();
	for (const { asin, item } of world.listings(shop)) {
		if (asin === null) continue;
		const offers = new Offers(world.truth(asin).price ?? 0);
		placeOffers(world, asin, offers.start);
		world.editListing(shop, item.item_id, { price: markedUp(offers.start.cheapest) });
		shelves.set(asin, offers);
	}
	return shelves;
}

/** By item number: the weights that the market draws. */
function drawWeights(
	simulator: Simulator,
	rules: MarketRules,
	asins: readonly string[],
): Map<number, number> {
	const { items } = new Market(rules);
	const placeOf = new Map(asins.map((asin, place) => [asin, place]));
	return new Map(
		simulator.world.listings(nameShop(simulator)).flatMap(({ asin, item }) => {
			const place = placeOf.get(asin ?? '');
			return place === undefined ? [] : [[item.item_id, items[place]!.weight] as const];
		}),
	);
}

/** The weights by which the watch will rank, in the market's unit. @throws Error if the sync left an item out */
async function readWeights(
	stored: Stored,
	shop: string,
	asins: readonly string[],
): Promise<number[]> {
	const data = { cache: stored, ledger: stored };
	const watched = await readWatchedShop(shop, data, null, Date.now());
	return asins.map((asin) => {
		const found = watched?.products.get(asin);
		if (!found || found.looks.confirmed === 0) throw new Error(`${asin} was not confirmed`);
		return found.weight / UNITS_A_WEIGHT;
	});
}
