import '../test/support/quietLogs';
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { startSimulator, type Simulator } from '../simulator/start';
import { runWorkflow, useTemporaryUserFolder } from '../test/support/n8nEngine';
import { quickenFirstCalls } from '../test/support/quickRates';
import { chatworkOf, credentialsFor, shippedWorkflow } from '../test/support/shopWorld';
import { openFolder } from '../test/support/stored';
import { WATCH_TRIGGER } from '../test/support/watchOnce';
import { rounded, type Figure, type Measure } from './figure';
import { MovingMarket } from './movingMarket';

const ITEMS = 10_772;
const WATCH_MS = 10 * 60_000;
const MINUTES = Number(process.env.WATCH_MINUTES ?? 60);
const CHANGES_A_DAY = 0.6;
const BASE_ANSWERS_MS = 300;
const SYNC = 'price-stock-sync.json';

/** Calls that a quota allows in a minute. */
const allowed = { getCompetitivePricing: 30, getItemOffersBatch: 6, getItemOffers: 30 };

/**
 * The shipped watch over real HTTP at Amazon's real pace, for an hour: how much of the quotas it uses, and how long a
 * change takes to the shop. Too long for every bench: `npm run bench -- watchHour`.
 */
export const measureWatchHour: Measure = async (say) => {
	const userFolder = useTemporaryUserFolder();
	say(`a first sync of ${ITEMS} items, quickly`);
	const quick = await startSimulator({ products: ITEMS, plain: true, speed: 1e6, tokenSpeed: 1 });
	const restore = quickenFirstCalls();
	await run(quick, '定期実行');
	restore();
	const shop = quick.credentials.shops[0]!.name;
	const shown = quick.world.listings(shop).map(({ item }) => item);
	await quick.stop();

	const simulator = await startSimulator({ products: ITEMS, plain: true, speed: 1 });
	for (const { item_id, price, visible, stock } of shown) {
		simulator.world.editListing(shop, item_id, { price, visible, stock });
	}
	const folder = join(userFolder, '.n8n', 'amazon-base-sync', 'default');
	const stored = openFolder({ folder, now: Date.now });
	await stored.rules.amend(shop, { watch_quota_percent: 100 }, 'owner');
	simulator.faults.add({
		...{ kind: 'slow', service: 'base', milliseconds: BASE_ANSWERS_MS, times: 1e9 },
	});
	const market = new MovingMarket(simulator, shop, CHANGES_A_DAY * ITEMS);
	try {
		say('a first watch: after a quick sync nothing is old enough to be confirmed without a sign');
		await waitForTurn();
		await run(simulator, WATCH_TRIGGER);
		await waitForTurn();
		simulator.counters.reset();
		const begun = Date.now();
		for (let watch = 0; watch * WATCH_MS < MINUTES * 60_000; watch++) {
			await delay(Math.max(begun + watch * WATCH_MS - Date.now(), 0));
			say(`watch ${watch + 1}, after ${Math.round((Date.now() - begun) / 60_000)} minutes`);
			await run(simulator, WATCH_TRIGGER);
		}
		await delay(Math.max(begun + MINUTES * 60_000 - Date.now(), 0));
		return [...quotaFigures(simulator), delayFigure(market)];
	} finally {
		market.stop();
		await stored.close();
		await simulator.stop();
	}
};

/** A watch ends before the next time of its schedule, so one that starts between two times is a short one. */
const waitForTurn = async (): Promise<void> => await delay(WATCH_MS - (Date.now() % WATCH_MS));

async function run(simulator: Simulator, startNode: string): Promise<void> {
	const workflow = shippedWorkflow(SYNC, { dry_run: false, ...chatworkOf(simulator) });
	const { error } = await runWorkflow(workflow, {
		...{ credentials: credentialsFor(simulator), startNode },
	});
	if (error) throw new Error(error);
}

const quotaFigures = ({ counters }: Simulator): Figure[] =>
	Object.entries(allowed).flatMap(([operation, perMinute]) => {
		const { calls, throttled } = counters.of('amazon', operation);
		const row = (id: string, value: number, bound: number): Figure => ({
			...{ id: `watch_hour_${operation}_${id}`, value, unit: '', bound },
			...{ against: `${perMinute} calls a minute`, how: `${calls} calls in ${MINUTES} minutes` },
		});
		const used = calls / (perMinute * MINUTES);
		return [row('unused', rounded(1 - used), 0.1), row('refused', throttled, 0)];
	});

function delayFigure(market: MovingMarket): Figure {
	const { minutes, open } = market.delays();
	return {
		id: 'watch_hour_change_to_shop_median_minutes',
		value: rounded(minutes[Math.floor(minutes.length / 2)] ?? 0),
		...{ unit: 'min', bound: 5, against: 'the change at Amazon' },
		how: `${minutes.length} changes reached the shop, ${open} did not yet`,
	};
}
