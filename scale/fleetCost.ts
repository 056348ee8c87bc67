import { setTimeout as sleep } from 'node:timers/promises';
import type { HostedShop } from './hostedShop';
import { forgetPeak, readCpuSeconds, readMemory } from './meters/processUse';
import { readRedisUse } from './meters/redisUse';
import { subtract, type RunKind } from './runCost';
import type { ScaleStage, Worker } from './stage';

/** Shops, and the workers that take their runs. */
export interface Fleet {
	stage: ScaleStage;
	shops: readonly HostedShop[];
	/** Dead ones too. */
	workers: Worker[];
	/** Names of those that are dead. */
	gone: Set<string>;
	storePort: number;
}

export interface WorkerCost {
	name: string;
	/** While it lived, in this part of the story. */
	seconds: number;
	cpuSeconds: number;
	idleMb: number;
	peakMb: number;
}

export interface ShopCost {
	cacheName: string;
	/** From the begin of its first run to the end of its last. */
	seconds: number;
	runs: number;
	amazonCalls: number;
	baseCalls: number;
	/** Answers that a quota was used up, and those of Amazon by operation. */
	rejected: number;
	refused: Record<string, number>;
}

/** What many shops took together. */
export interface FleetCost {
	kind: RunKind;
	/** From the first begin to the last end. */
	seconds: number;
	workers: WorkerCost[];
	shops: ShopCost[];
	/** Mean of what n8n keeps of a run that ended well. */
	runBytes: number;
	storedRunBytes: number;
	databaseBytes: number;
	storeBytes: number;
	redisCommands: number;
	redisNetBytes: number;
	redisCpuSeconds: number;
	/** Most open connections of the store's Redis. */
	redisClients: number;
	byCommand: Record<string, number>;
	/** Of the Redis that holds n8n's queue. */
	queueCommands: number;
	queueBytes: number;
	/** Of n8n's main, in which the workflows are published. */
	mainCpuSeconds: number;
}

const SAMPLE_MS = 2_000;

/** Runs a part of the story and takes the measure of all that worked in it. */
export async function measureFleet(
	fleet: Fleet,
	kind: RunKind,
	part: () => Promise<void>,
): Promise<FleetCost> {
	const { stage, shops, storePort } = fleet;
	for (const { simulator } of shops) simulator.counters.reset();
	const since = Date.now();
	const store = await readRedisUse(storePort);
	const queue = await readRedisUse(stage.queuePort);
	const mainCpu = readCpuSeconds(stage.main.pid);
	const size = await stage.database.size();
	const meter = new Meter(fleet);
	try {
		await part();
	} finally {
		meter.stop();
	}
	await meter.sample();
	const after = await readRedisUse(storePort);
	const queueAfter = await readRedisUse(stage.queuePort);
	const runs = await weighRuns(stage, since);
	return {
		...{
			kind,
			seconds: runs.seconds,
			workers: meter.workers(),
			shops: countShops(shops, runs.list),
		},
		...{ runBytes: runs.runBytes, storedRunBytes: runs.storedRunBytes },
		databaseBytes: (await stage.database.size()) - size,
		storeBytes: after.memoryBytes - store.memoryBytes,
		...subtract(after, store),
		redisClients: meter.mostClients,
		queueCommands: queueAfter.commands - queue.commands,
		queueBytes: queueAfter.memoryBytes,
		mainCpuSeconds: readCpuSeconds(stage.main.pid) - mainCpu,
	};
}

interface Reading extends WorkerCost {
	since: number;
	cpuAtStart: number;
}

/** Reads the workers again and again: one that dies leaves its last reading. */
class Meter {
	mostClients = 0;
	private readonly readings = new Map<string, Reading>();
	private readonly timer: NodeJS.Timeout;

	constructor(private readonly fleet: Fleet) {
		void this.sample();
		this.timer = setInterval(() => void this.sample(), SAMPLE_MS);
	}

	stop(): void {
		clearInterval(this.timer);
	}

	workers(): WorkerCost[] {
		return Array.from(this.readings.values(), ({ name, seconds, cpuSeconds, idleMb, peakMb }) => ({
			...{ name, seconds, cpuSeconds, idleMb, peakMb },
		}));
	}

	async sample(): Promise<void> {
		for (const worker of this.fleet.workers) {
			if (!this.fleet.gone.has(worker.name)) this.read(worker);
		}
		const { clients } = await readRedisUse(this.fleet.storePort);
		this.mostClients = Math.max(this.mostClients, clients);
	}

	private read({ name, pid }: Worker): void {
		const memory = readMemory(pid);
		const cpu = readCpuSeconds(pid);
		const known = this.readings.get(name);
		if (known === undefined) {
			forgetPeak(pid);
			const idleMb = memory.nowMb;
			const start = { since: Date.now(), cpuAtStart: cpu, seconds: 0, cpuSeconds: 0 };
			this.readings.set(name, { name, ...start, idleMb, peakMb: idleMb });
			return;
		}
		known.seconds = (Date.now() - known.since) / 1000;
		known.cpuSeconds = cpu - known.cpuAtStart;
		known.peakMb = memory.peakMb;
	}
}

async function weighRuns({ database }: ScaleStage, since: number) {
	const list = (await database.executions()).filter(({ startedAt }) => startedAt >= since);
	const good = list.filter(({ status }) => status === 'success');
	const sizes = await Promise.all(good.map(async (run) => await database.weigh(run)));
	const mean = (of: (each: (typeof sizes)[number]) => number): number =>
		sizes.reduce((sum, each) => sum + of(each), 0) / sizes.length;
	const first = Math.min(...list.map(({ startedAt }) => startedAt));
	const last = Math.max(...good.map(({ stoppedAt }) => stoppedAt!));
	return {
		...{ list, seconds: (last - first) / 1000 },
		...{
			runBytes: mean((each) => each.runBytes),
			storedRunBytes: mean((each) => each.storedRunBytes),
		},
	};
}

const countShops = (
	shops: readonly HostedShop[],
	list: Awaited<ReturnType<typeof weighRuns>>['list'],
): ShopCost[] =>
	shops.map(({ cacheName, workflow, simulator }) => {
		const own = list.filter(({ workflowId }) => workflowId === workflow.id);
		const { totals, services } = simulator.counters.snapshot();
		const { amazon, base, chatwork } = totals;
		const refused = Object.entries(services.amazon).map(([name, each]) => [name, each.throttled]);
		const begun = Math.min(...own.map(({ startedAt }) => startedAt));
		const ended = Math.max(...own.map(({ stoppedAt }) => stoppedAt ?? 0));
		return {
			...{ cacheName, seconds: (ended - begun) / 1000, runs: own.length },
			...{ amazonCalls: amazon.calls, baseCalls: base.calls },
			rejected: amazon.throttled + base.throttled + chatwork.throttled,
			refused: Object.fromEntries(refused) as Record<string, number>,
		};
	});

/** What workers without a run ask of Redis. */
export interface RestCost {
	seconds: number;
	redisCommands: number;
	redisNetBytes: number;
	redisCpuSeconds: number;
	redisClients: number;
	byCommand: Record<string, number>;
	/** CPU seconds of all living workers. */
	cpuSeconds: number;
	/** Shops that each living worker has run, summed up. */
	remembered: number;
}

const REST_MS = 60_000;

/** Lets a minute pass in which nothing runs. */
export async function measureRest(fleet: Fleet, remembered: number): Promise<RestCost> {
	const alive = fleet.workers.filter(({ name }) => !fleet.gone.has(name));
	const used = (): number => alive.reduce((sum, { pid }) => sum + readCpuSeconds(pid), 0);
	const [before, cpu] = [await readRedisUse(fleet.storePort), used()];
	await sleep(REST_MS);
	const after = await readRedisUse(fleet.storePort);
	return {
		...{ seconds: REST_MS / 1000, cpuSeconds: used() - cpu, remembered },
		...subtract(after, before),
	};
}
