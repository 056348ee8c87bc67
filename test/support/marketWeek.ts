import type { Question } from '../../lib/ledger/questions/question';
import type { RunItem } from '../../lib/report/summary';
import { startSimulator, type Simulator } from '../../simulator/start';
import { Market, type MarketMove } from '../../simulator/world/market';
import type { Truth } from '../../simulator/world/product';
import { hashOf } from '../../simulator/world/random';
import type { ShopItem } from '../../simulator/world/shop';
import type { World } from '../../simulator/world/world';
import type { IWorkflowBase } from 'n8n-workflow';
import { itemsOfRun } from './itemsOfRun';
import { runWorkflow, useTemporaryUserFolder, type EngineRun } from './n8nEngine';
import { openPacedClock } from './pacedClock';
import { quickenFirstCalls } from './quickRates';
import { chatworkOf, credentialsFor, shippedWorkflow } from './shopWorld';
import { shippedWatch, WATCH_TRIGGER } from './watchOnce';
import { withStoredData } from './withStoredData';

/** A shop with all its oddities and its market, hour by hour, with the shipped sync and watch at work. */

const SHOP = 'demo-shop';
const HOUR = 3_600_000;

/** One state of a product at Amazon. */
export interface Period {
	/** ms. */
	from: number;
	truth: Truth;
}

export interface WeekRun {
	startedAt: number;
	endedAt: number;
	items: RunItem[];
	/** Messages of this run. */
	messages: string[];
}

export interface MarketWeek {
	simulator: Simulator;
	/** ms, when the first run ended and the market opened. */
	openedAt: number;
	moves: readonly MarketMove[];
	/** The states that the product has had at Amazon since that time, the oldest first. */
	truthsSince: (asin: string, time: number) => Truth[];
	/** The shop's items that the sync is to keep right, as they are now. */
	kept: () => Array<{ asin: string; item: ShopItem }>;
	/** The others as they were before the first run, with the reason to leave each alone. */
	leftAlone: readonly LeftAlone[];
	/** Lets the market go on until then, ms, and runs the shipped workflow. */
	sync: (at: number) => Promise<WeekRun>;
	watch: (at: number) => Promise<WeekRun>;
	/** All questions that were asked since the first run, those too that settled themselves. */
	asked: ReadonlyMap<string, Question>;
	stop: () => Promise<void>;
}

export type Reason = 'no ASIN' | 'digital content' | 'hidden by the owner' | 'never seen at Amazon';

export interface LeftAlone {
	reason: Reason;
	item: ShopItem;
}

export interface MarketWeekOptions {
	items: number;
	/** Products of 100 whose Buy Box nobody holds. */
	withoutBuyBox: number;
}

/** Why the sync is to leave an item alone, whatever happens to its product; null if it is not. */
function findReason(world: World, asin: string | null, item: ShopItem): Reason | null {
	if (asin === null) return 'no ASIN';
	if (item.isDigital) return 'digital content';
	if (item.visible === 0) return 'hidden by the owner';
	// Nothing is known of it that Amazon could take back.
	if (world.truth(asin).status === 'gone') return 'never seen at Amazon';
	return null;
}

/** Opens a shop whose first live run has found everything right. */
export async function openMarketWeek(options: MarketWeekOptions): Promise<MarketWeek> {
	useTemporaryUserFolder();
	quickenFirstCalls();
	const clock = openPacedClock();
	const simulator = await startSimulator({
		...{ products: options.items, now: clock.now },
		...{ speed: 1e6, tokenSpeed: 1, shopSpeed: 1 },
	});
	const { world } = simulator;
	const credentials = credentialsFor(simulator);
	for (const { asin, offers } of world.products.values()) {
		if (hashOf(`no buy box ${asin}`) % 100 >= options.withoutBuyBox) continue;
		for (const offer of offers) offer.isBuyBox = false;
	}
	const leftAlone: LeftAlone[] = [];
	const kept = new Map<number, string>();
	for (const { asin, item } of world.listings(SHOP)) {
		const reason = findReason(world, asin, item);
		if (reason === null) kept.set(item.item_id, asin!);
		else leftAlone.push({ reason, item: structuredClone(item) });
	}
	const moves: MarketMove[] = [];
	const asked = new Map<string, Question>();
	let market: Market | null = null;
	let nextLook = 0;
	const periods = new Map<string, Period[]>();
	clock.pace(simulator, (now) => {
		// To look at every product at every call would take longer than the calls.
		if (now < nextLook) return;
		nextLook = now + 60_000;
		for (const move of market?.advanceTo(now) ?? []) {
			moves.push(move);
			// An offer that ships at a date comes within the filter's hours by itself, unseen by any move.
			periods
				.get(move.asin)!
				.push({ from: move.at - 1, truth: move.before }, { from: move.at, truth: move.after });
		}
	});

	const run = async (at: number, workflow: IWorkflowBase, startNode: string): Promise<WeekRun> => {
		clock.passUntil(at);
		clock.beginWork();
		simulator.messages.clear();
		const startedAt = clock.now();
		const result: EngineRun = await runWorkflow(workflow, { credentials, startNode });
		expect(result.error).toBeUndefined();
		await withStoredData(async ({ questions }) => {
			for (const question of await questions.all(SHOP)) asked.set(question.id, question);
		});
		return {
			...{ startedAt, endedAt: clock.now() },
			items: await itemsOfRun(result),
			messages: simulator.messages.list().map(({ body }) => body),
		};
	};
	const live = { dry_run: false, ...chatworkOf(simulator) };
	const sync = async (at: number) =>
		await run(at, shippedWorkflow('price-stock-sync.json', live), '定期実行');
	await sync(0);
	const openedAt = Math.ceil(clock.now() / HOUR) * HOUR;
	for (const asin of world.products.keys()) {
		periods.set(asin, [{ from: 0, truth: world.truth(asin) }]);
	}
	market = new Market(world.products.values(), openedAt);
	return {
		...{ simulator, openedAt, moves, leftAlone, asked, sync },
		watch: async (at) => await run(at, shippedWatch(live), WATCH_TRIGGER),
		truthsSince: (asin, time) => {
			const all = [...periods.get(asin)!, { from: clock.now(), truth: world.truth(asin) }];
			return all
				.filter((_, index) => (all[index + 1]?.from ?? Infinity) > time)
				.map(({ truth }) => truth);
		},
		kept: () =>
			world.listings(SHOP).flatMap(({ item }) => {
				const asin = kept.get(item.item_id);
				return asin === undefined ? [] : [{ asin, item }];
			}),
		stop: async () => await simulator.stop(),
	};
}
