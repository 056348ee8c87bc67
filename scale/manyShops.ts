import { MovingMarket } from '../bench/movingMarket';
import { hasRun } from '../queue/n8nProcess';
import { startRedis } from '../queue/redis';
import { endLease, openShopStore } from '../queue/shopStore';
import { Failure } from '../realN8n/machine/failure';
import { waitFor } from '../realN8n/machine/waiting';
import type { Execution } from './meters/database';
import { measureFleet, measureRest, type Fleet, type FleetCost, type RestCost } from './fleetCost';
import { openShop, type HostedShop } from './hostedShop';
import { CHANGES_A_DAY } from './oneShop';
import { lastRunOf, schedule, SYNC, unpublish, untilBegun, untilEnd, WATCH } from './schedule';
import { setScaleStage, type Tools, type Worker } from './stage';

const CONCURRENCY = 10;
/** The worker dies when so much of all items was asked for. */
const KILL_AT = 0.45;
const PUBLISH_MS = 1_000;
const PATIENCE_MS = 1_800_000;

export interface ManyShopsOptions {
	shops: number;
	items: number;
	/** Without the watches. */
	isShort: boolean;
}

export interface ManyShopsCosts {
	sync: FleetCost;
	/** Runs that died with their worker, and were begun once more. */
	died: number;
	/** Items asked for twice because of that, of all shops. */
	askedAgain: number;
	/** A minute after it, in which nothing runs. */
	rest: RestCost;
	watch: FleetCost | null;
}

/**
 * Many shops on two workers at Amazon's real pace, each with an Amazon account of its own, as their owners have: all
 * sync for the first time at once, a worker is killed in the middle, another takes its place. Then all watch for
 * ten minutes.
 */
export async function measureManyShops(
	{ shops: count, items, isShort }: ManyShopsOptions,
	tools: Tools,
): Promise<ManyShopsCosts> {
	const { progress, tidyUp } = tools;
	const store = await startRedis();
	tidyUp.stopAtEnd(store.stop);
	const shops: HostedShop[] = [];
	for (let number = 0; number < count; number++) {
		const options = {
			number,
			items,
			storePort: store.port,
			speed: 1,
			ttlHours: 3,
			usesSingle: true,
		};
		const shop = await openShop(options);
		tidyUp.stopAtEnd(shop.simulator.stop);
		shops.push(shop);
	}
	const stage = await setScaleStage(shops, tools);
	const start = async (name: string) => await stage.startWorker(name, CONCURRENCY);
	const workers = [await start('worker-1'), await start('worker-2')];
	const fleet: Fleet = { stage, shops, workers, storePort: store.port, gone: new Set() };
	let died = 0;
	const sync = await measureFleet(fleet, 'first sync', async () => {
		const runs = await startAll(fleet, SYNC, shops);
		await progress.during(`${count} shops sync; worker-1 dies`, async () => {
			await waitFor('nearly half is asked for', () => hasAsked(shops, KILL_AT), PATIENCE_MS);
		});
		const dead = await killFirst(fleet, runs);
		died = dead.length;
		fleet.workers.push(await start('worker-3'));
		const again = await startAll(fleet, SYNC, dead);
		const alive = runs.filter((_, index) => !dead.includes(shops[index]!));
		await progress.during('All go on', async () => await untilSuccess(fleet, [...alive, ...again]));
	});
	const asked = shops.reduce((sum, shop) => sum + askedOf(shop), 0);
	const askedAgain = asked - count * items;
	// Each shop's last run was on a worker that still lives.
	const rest = await progress.during('A minute without a run', async () => {
		return await measureRest(fleet, count);
	});
	const watch = isShort ? null : await watchAll(fleet, tools);
	return { sync, died, askedAgain, rest, watch };
}

const askedOf = ({ simulator: { counters } }: HostedShop): number =>
	counters.of('amazon', 'getItemOffersBatch').things +
	counters.of('amazon', 'getItemOffers').things;

function hasAsked(shops: readonly HostedShop[], share: number): boolean {
	const asked = shops.reduce((sum, shop) => sum + askedOf(shop), 0);
	return asked >= share * shops.reduce((sum, { items }) => sum + items, 0);
}

/** Publishes all workflows for one moment. @returns the runs, in the order of the shops */
async function startAll(
	{ stage }: Fleet,
	trigger: string,
	shops: readonly HostedShop[],
): Promise<Execution[]> {
	const before = await Promise.all(shops.map(async (shop) => await lastRunOf(stage, shop)));
	const at = Date.now() + 10_000 + shops.length * PUBLISH_MS;
	for (const shop of shops) await schedule(stage, shop, trigger, at);
	const begun = shops.map(async (shop, index) => {
		return await untilBegun(stage, shop, before[index]?.id);
	});
	const runs = await Promise.all(begun);
	for (const shop of shops) await unpublish(stage, shop);
	return runs;
}

/** @returns the shops whose runs died */
async function killFirst(fleet: Fleet, runs: readonly Execution[]): Promise<HostedShop[]> {
	const [first] = fleet.workers as [Worker];
	const dead = fleet.shops.filter((_, index) => hasRun(first, runs[index]!.id));
	fleet.gone.add(first.name);
	await first.kill();
	for (const { cacheName, workflow } of dead) {
		const stored = openShopStore(fleet.storePort, cacheName);
		await endLease(stored, workflow.id);
		await stored.close();
	}
	return dead;
}

async function untilSuccess({ stage }: Fleet, runs: readonly Execution[]): Promise<void> {
	for (const run of runs) {
		const { status } = await untilEnd(stage, run);
		if (status !== 'success') throw new Failure(`The run ${run.id} ended as ${status}`);
	}
}

async function watchAll(fleet: Fleet, { progress }: Tools): Promise<FleetCost> {
	const markets = fleet.shops.map(({ simulator, items }) => {
		const { name } = simulator.credentials.shops[0]!;
		return new MovingMarket(simulator, name, CHANGES_A_DAY * items);
	});
	try {
		return await progress.during(`${markets.length} shops watch for ten minutes`, async () => {
			return await measureFleet(fleet, 'watch', async () => {
				const runs = await startAll(fleet, WATCH, fleet.shops);
				await untilSuccess(fleet, runs);
			});
		});
	} finally {
		for (const market of markets) market.stop();
	}
}
