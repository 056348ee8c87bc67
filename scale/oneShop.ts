import { setTimeout as sleep } from 'node:timers/promises';
import { MovingMarket } from '../bench/movingMarket';
import { startRedis } from '../queue/redis';
import { usagePlans, type AmazonOperation } from '../simulator/amazon/quotas';
import { openShop, type HostedShop, type StoreName } from './hostedShop';
import { readCpuSeconds } from './meters/processUse';
import { measureRun, type RunCost } from './runCost';
import { runOnce, SYNC, WATCH } from './schedule';
import { setScaleStage, type ScaleStage, type Tools, type Worker } from './stage';

/** Amazon's quota out of the way. */
const QUICK = 1e6;
/** The watch tells most changes first: a sync beside it finds few. */
const MOVED_SHARE = 0.01;
export const CHANGES_A_DAY = 0.6;
const IDLE_MS = 30_000;
const PACED_ITEMS = 1_000;
const WARM_ITEMS = 100;

export interface OneShopOptions {
	store: StoreName;
	sizes: readonly number[];
}

export interface OneShopCosts {
	runs: RunCost[];
	/** CPU seconds that a worker's first run takes more than the same run later: its code is compiled then. */
	coldCpuSeconds: number;
	/** CPU seconds of a worker in a second without a run. */
	idleCpuShare: number;
}

/**
 * One shop alone, for each size: a first sync, and a sync three hours later, both on a worker of their own. Then
 * the watches of all sizes and one first sync at Amazon's real pace, side by side, each on a worker of its own. Each
 * worker has run a small shop before.
 */
export async function measureOneShop(
	{ store, sizes }: OneShopOptions,
	tools: Tools,
): Promise<OneShopCosts> {
	let number = 0;
	const open = async (items: number, speed: number): Promise<HostedShop> => {
		const storePort = store === 'file' ? null : await startStore(tools);
		const options = { number: number++, items, storePort, speed, ttlHours: 0 };
		const shop = await openShop({ ...options, usesSingle: speed === 1 });
		tools.tidyUp.stopAtEnd(shop.simulator.stop);
		return shop;
	};
	const shops: HostedShop[] = [];
	for (const items of sizes) shops.push(await open(items, QUICK));
	// What waits for Amazon asks Redis for its turns; on files it costs no more than memory.
	const isPaced = store === 'redis';
	const paced = isPaced ? [await open(PACED_ITEMS, 1)] : [];
	const small: HostedShop[] = [];
	const hands = isPaced ? shops.length + paced.length : 1;
	while (small.length < hands) small.push(await open(WARM_ITEMS, QUICK));
	const stage = await setScaleStage([...shops, ...paced, ...small], tools);
	const runs: RunCost[] = [];
	const colds: number[] = [];
	for (const shop of shops) {
		const worker = await stage.startWorker(`worker-${shop.cacheName}`, 1);
		colds.push(await warmUp(stage, small.slice(0, 1), [worker]));
		runs.push(...(await syncTwice(stage, shop, worker, tools)));
		await worker.stop();
	}
	const coldCpuSeconds = colds.reduce((sum, each) => sum + each, 0) / colds.length;
	const workers: Worker[] = [];
	while (workers.length < hands) {
		workers.push(await stage.startWorker(`worker-${workers.length + 1}`, 1));
	}
	await warmUp(stage, small, workers);
	const idleCpuShare = await measureIdle(workers);
	if (!isPaced) return { runs, coldCpuSeconds, idleCpuShare };
	const first = { kind: 'first sync', trigger: SYNC, pace: 'real' } as const;
	const atRealPace = await tools.progress.during(
		'Watches and a sync at the real pace',
		async () => {
			const syncs = paced.map(async (shop) => await measureRun(stage, shop, first, workers));
			const watches = shops.map(async (shop) => await watch(stage, shop, workers));
			return await Promise.all([...syncs, ...watches]);
		},
	);
	return { runs: [...runs, ...atRealPace], coldCpuSeconds, idleCpuShare };
}

/**
 * Lets each worker run a small shop twice: as many runs at a time as there are workers, each of which takes one.
 * @returns how much more CPU the first run took, seconds a worker
 */
async function warmUp(
	stage: ScaleStage,
	small: readonly HostedShop[],
	workers: readonly Worker[],
): Promise<number> {
	const used = (): number => workers.reduce((sum, { pid }) => sum + readCpuSeconds(pid), 0);
	const run = async (): Promise<number> => {
		const before = used();
		await Promise.all(small.map(async (shop) => await runOnce(stage, shop, SYNC)));
		return used() - before;
	};
	const cold = await run();
	return (cold - (await run())) / workers.length;
}

async function startStore({ tidyUp }: Tools): Promise<number> {
	const redis = await startRedis();
	tidyUp.stopAtEnd(redis.stop);
	return redis.port;
}

async function syncTwice(
	stage: ScaleStage,
	shop: HostedShop,
	worker: Worker,
	{ progress }: Tools,
): Promise<RunCost[]> {
	const sync = async (kind: 'first sync' | 'sync') =>
		await progress.during(`${shop.label}: ${kind}`, async () => {
			return await measureRun(stage, shop, { kind, trigger: SYNC, pace: 'quick' }, [worker]);
		});
	const first = await sync('first sync');
	shop.simulator.world.advance({ share: MOVED_SHARE });
	const second = await sync('sync');
	return [first, second];
}

async function watch(
	stage: ScaleStage,
	shop: HostedShop,
	workers: readonly Worker[],
): Promise<RunCost> {
	const { simulator, items } = shop;
	for (const operation of Object.keys(usagePlans) as AmazonOperation[]) {
		simulator.quotas.setFactor(operation, 1 / QUICK);
	}
	const { name } = simulator.credentials.shops[0]!;
	const market = new MovingMarket(simulator, name, CHANGES_A_DAY * items);
	try {
		const options = { kind: 'watch', trigger: WATCH, pace: 'real' } as const;
		return await measureRun(stage, shop, options, workers);
	} finally {
		market.stop();
	}
}

async function measureIdle(workers: readonly Worker[]): Promise<number> {
	// A start's work goes on for a moment after it is ready.
	await sleep(IDLE_MS / 3);
	const used = (): number => workers.reduce((sum, { pid }) => sum + readCpuSeconds(pid), 0);
	const before = used();
	await sleep(IDLE_MS);
	return (used() - before) / (IDLE_MS / 1000) / workers.length;
}
