import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasRun } from '../queue/n8nProcess';
import { Failure } from '../realN8n/machine/failure';
import type { HostedShop, StoreName } from './hostedShop';
import { forgetPeak, readCpuSeconds, readMemory, type Memory } from './meters/processUse';
import { noRedisUse, readRedisUse, type RedisUse } from './meters/redisUse';
import { runOnce } from './schedule';
import type { ScaleStage, Worker } from './stage';

export type RunKind = 'first sync' | 'sync' | 'watch';

/** What one run of one shop took, on a worker that did nothing else. */
export interface RunCost {
	kind: RunKind;
	items: number;
	store: StoreName;
	/** Amazon's real pace, or its quota out of the way. */
	pace: 'real' | 'quick';
	seconds: number;
	/** CPU seconds of the worker. */
	cpuSeconds: number;
	/** Memory of the worker before and at its peak. */
	idleMb: number;
	peakMb: number;
	/** What n8n keeps of the run, as text and as PostgreSQL stores it. */
	runBytes: number;
	storedRunBytes: number;
	/** What the store holds after the run: Redis's memory, or the files' sizes. */
	storeBytes: number;
	/** Room on the disk for the files; 0 on Redis. */
	diskBytes: number;
	/** 0 on files. */
	redisCommands: number;
	redisNetBytes: number;
	redisCpuSeconds: number;
	redisClients: number;
	byCommand: Record<string, number>;
	amazonCalls: Record<string, number>;
	baseCalls: number;
	/** Answers that a quota was used up. */
	rejected: number;
}

export interface RunOptions {
	kind: RunKind;
	trigger: string;
	pace: RunCost['pace'];
}

/** Runs a shop's workflow once and takes the measure of it. @param workerOf who took the execution */
export async function measureRun(
	stage: ScaleStage,
	shop: HostedShop,
	{ kind, trigger, pace }: RunOptions,
	workers: readonly Worker[],
): Promise<RunCost> {
	shop.simulator.counters.reset();
	const before = await readUse(shop, workers);
	for (const { pid } of workers) forgetPeak(pid);
	const run = await runOnce(stage, shop, trigger);
	if (run.status !== 'success') throw new Failure(`${shop.label}: ${kind} ended as ${run.status}`);
	// The last commands and the row of the run are still on their way.
	await sleep(1000);
	const after = await readUse(shop, workers);
	const at = workers.findIndex((worker) => hasRun(worker, run.id));
	const worker = workers[at]!;
	const { totals, services } = shop.simulator.counters.snapshot();
	const amazon = Object.entries(services.amazon).map(([name, { calls }]) => [name, calls] as const);
	return {
		...{ kind, items: shop.items, store: shop.store, pace },
		seconds: (run.stoppedAt! - run.startedAt) / 1000,
		cpuSeconds: after.cpu[at]! - before.cpu[at]!,
		idleMb: before.memory[at]!.nowMb,
		peakMb: after.memory[at]!.peakMb,
		...(await stage.database.weigh(run)),
		...weighStore(shop, worker, after.redis),
		...subtract(after.redis, before.redis),
		amazonCalls: Object.fromEntries(amazon),
		baseCalls: totals.base.calls,
		rejected: totals.amazon.throttled + totals.base.throttled + totals.chatwork.throttled,
	};
}

interface Use {
	/** By worker. */
	cpu: number[];
	memory: Memory[];
	redis: RedisUse;
}

const readUse = async ({ storePort }: HostedShop, workers: readonly Worker[]): Promise<Use> => ({
	cpu: workers.map(({ pid }) => readCpuSeconds(pid)),
	memory: workers.map(({ pid }) => readMemory(pid)),
	redis: storePort === null ? noRedisUse : await readRedisUse(storePort),
});

export function subtract(after: RedisUse, before: RedisUse) {
	const byCommand = Object.entries(after.byCommand)
		.map(([name, calls]) => [name, calls - (before.byCommand[name] ?? 0)] as const)
		.filter(([, calls]) => calls > 0);
	return {
		redisCommands: after.commands - before.commands,
		redisNetBytes: after.netBytes - before.netBytes,
		redisCpuSeconds: after.cpuSeconds - before.cpuSeconds,
		redisClients: after.clients,
		byCommand: Object.fromEntries(byCommand),
	};
}

function weighStore({ storePort, cacheName }: HostedShop, { home }: Worker, redis: RedisUse) {
	if (storePort !== null) return { storeBytes: redis.memoryBytes, diskBytes: 0 };
	const folder = join(home, '.n8n', 'amazon-base-sync', cacheName);
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.map((name) => lstatSync(join(folder, name)))
		.filter((each) => each.isFile());
	return {
		storeBytes: files.reduce((sum, { size }) => sum + size, 0),
		diskBytes: files.reduce((sum, { blocks }) => sum + blocks * 512, 0),
	};
}
