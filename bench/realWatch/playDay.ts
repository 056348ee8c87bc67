import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { readWatchedShop } from '../../lib/n8n/watch/watchedItems';
import type { FaultRule } from '../../simulator/faults';
import { startSimulator, type Simulator } from '../../simulator/start';
import { markedUp } from '../../simulator/world/truth';
import { runWorkflow, useTemporaryUserFolder, type EngineRun } from '../../test/support/n8nEngine';
import { quickenFirstCalls } from '../../test/support/quickRates';
import { chatworkOf, credentialsFor, shippedWorkflow } from '../../test/support/shopWorld';
import { openFolder, type Stored } from '../../test/support/stored';
import { WATCH_TRIGGER } from '../../test/support/watchOnce';
import type { MarketRules } from '../freshness/market';
import { LiveMarket, type Delivery } from './liveMarket';
import type { OpenWork } from './openWork';
import { Offers, placeOffers } from './placeOffers';
import type { SkippingClock } from './skippingClock';

export const WATCH_MS = 10 * 60_000;

/** About what the services take for an answer, as in the played watch. */
const slow: readonly FaultRule[] = [
	{ kind: 'slow', service: 'base', milliseconds: 300 },
	{ kind: 'slow', service: 'chatwork', milliseconds: 300 },
	{ kind: 'slow', service: 'amazon', operation: 'getCompetitivePricing', milliseconds: 300 },
	{ kind: 'slow', service: 'amazon', operation: 'getItemOffersBatch', milliseconds: 800 },
	{ kind: 'slow', service: 'amazon', operation: 'getItemOffers', milliseconds: 400 },
];

export interface DayRules {
	rules: MarketRules;
	clock: SkippingClock;
	work: OpenWork;
	say: (text: string) => void;
}

/** What came of a simulated day. */
export interface PlayedDay {
	/** Weighted wrong minutes an item, over the whole time. */
	wrongMinutes: number;
	/** Minutes from a change to the shop, ascending. */
	delays: number[];
	/** By item: the weight by which the watch ranks, when it began. */
	weights: number[];
	/** Time since the confirmation that was longest ago, at the end of each slice, ms. */
	oldestMs: number[];
	simulator: Pick<Simulator, 'counters'>;
	/** Items that are wrong in the shop at the end, and those of them whose change Amazon has told of. */
	stillWrong: number;
	undelivered: number;
	/** From Amazon's answer to the shop, the shortest first. */
	deliveries: readonly Delivery[];
	/** The slowest answer of a service, ms. */
	slowestMs: number;
	/** Time that this process worked, ms. */
	workedMs: number;
}

/** Plays a day of the shipped watch, in the simulated time of a clock that runs already. */
export async function playDay(given: DayRules): Promise<PlayedDay> {
	const { rules, clock, work, say } = given;
	const folder = join(useTemporaryUserFolder(), '.n8n', 'amazon-base-sync', 'default');
	say(`a first sync of ${rules.items} items, quickly`);
	const options = { products: rules.items, plain: true, now: clock.now };
	const quick = await startSimulator({ ...options, speed: 1e6, tokenSpeed: 1 });
	work.watch(quick);
	const { shown } = await syncOnce(quick);
	await quick.stop();

	let live: LiveMarket | null = null;
	const watcher = {
		wrote: (_shop: string, itemId: number) => live?.noteWrite(itemId),
		answered: (asin: string) => live?.noteAnswer(asin),
	};
	const simulator = await startSimulator({ ...options, watcher });
	work.watch(simulator);
	const stored = openFolder({ folder, now: Date.now });
	try {
		const shop = simulator.credentials.shops[0]!.name;
		const offers = stockShelves(simulator, shop);
		for (const { item_id, price, visible, stock } of shown) {
			simulator.world.editListing(shop, item_id, { price, visible, stock });
		}
		await stored.rules.amend(shop, { watch_quota_percent: 100 }, 'owner');
		for (const fault of slow) simulator.faults.add(fault);
		const asins = [...offers.keys()];
		const weights = await readWeights(stored, shop, asins);
		// n8n starts it on the marks of the clock, and the watch lasts until the next one.
		await delay(WATCH_MS - (Date.now() % WATCH_MS));
		simulator.counters.reset();
		live = new LiveMarket({
			...{ ...rules, weights, simulator, shop, asins, offers: [...offers.values()] },
		});
		const oldestMs = await watchOn(live, simulator, given);
		const stillWrong = live.countWrong();
		const { wrongMinutes, delays } = live.close();
		const sum = wrongMinutes.reduce((one, other) => one + other, 0);
		return {
			...{ wrongMinutes: sum, delays, weights, oldestMs, simulator, stillWrong },
			...{ undelivered: live.undelivered, deliveries: live.deliveries },
			...{ slowestMs: work.slowestMs, workedMs: clock.workedMs },
		};
	} finally {
		await stored.close();
		await simulator.stop();
	}
}

async function syncOnce(simulator: Simulator) {
	const shop = simulator.credentials.shops[0]!.name;
	stockShelves(simulator, shop);
	const restore = quickenFirstCalls();
	await run(simulator, '定期実行');
	restore();
	return { shown: simulator.world.listings(shop).map(({ item }) => item) };
}

/** Gives each product its two offers, and its item the price that follows. @returns the offers by ASIN */
function stockShelves({ world }: Simulator, shop: string): Map<string, Offers> {
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
		return found.weight;
	});
}

/** @returns at the end of each slice, the time since the confirmation that was longest ago, ms */
async function watchOn(
	live: LiveMarket,
	simulator: Simulator,
	{ rules, clock, say }: DayRules,
): Promise<number[]> {
	const [begun, ms] = [Date.now(), rules.days * 24 * 3_600_000];
	const market = live.run();
	const oldestMs: number[] = [];
	for (let watch = 0; watch * WATCH_MS < ms; watch++) {
		await delay(Math.max(begun + watch * WATCH_MS - Date.now(), 1));
		const minutes = Math.round((Date.now() - begun) / 60_000);
		const worked = Math.round(clock.workedMs / 1000);
		say(`after ${minutes} minutes, ${worked} s of work: ${live.countWrong()} items are wrong`);
		oldestMs.push(...readAges(await run(simulator, WATCH_TRIGGER)));
	}
	await delay(Math.max(begun + ms - Date.now(), 1));
	live.stop();
	await market;
	return oldestMs;
}

function readAges(run: EngineRun): number[] {
	return run.output('動きを調べる').flatMap(({ slice }) => {
		const { done } = (slice ?? {}) as { done?: { oldest_age_seconds: number | null } };
		return done?.oldest_age_seconds == null ? [] : done.oldest_age_seconds * 1000;
	});
}

async function run(simulator: Simulator, startNode: string): Promise<EngineRun> {
	const settings = { dry_run: false, ...chatworkOf(simulator) };
	const done = await runWorkflow(shippedWorkflow('price-stock-sync.json', settings), {
		...{ credentials: credentialsFor(simulator), startNode },
	});
	if (done.error) throw new Error(done.error);
	return done;
}
