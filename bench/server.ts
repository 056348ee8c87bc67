import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureN8n } from '../realN8n/install/install';
import { buildPackage, packPackage } from '../realN8n/install/packageUnderTest';
import { silentProgress } from '../realN8n/machine/progress';
import { setStage, type Stage } from '../realN8n/n8n/stage';
import { readWorkflow, syncWorkflow } from '../realN8n/n8n/workflows';
import { startSimulator, type Simulator } from '../simulator/start';
import { rounded, type Figure, type Measure } from './figure';
import { plainLoop, plainLoopId } from './plainLoop';
import { onceAMinute, runOnce, until } from './published';

const ITEMS = Number(process.env.BENCH_ITEMS ?? 10_772);
const HEAP_MB = 512;
/** The limiter begins with an empty bucket: its first call waits so long, whatever the speed. */
const FIRST_TURN_MS = 10_000;

/**
 * The shipped sync as it runs in the shop: published, on a real n8n with a small heap, all 10,772
 * items, Amazon's quota out of the way: its second run, after the shop was put right by the first. Beside
 * it, on the same n8n, a loop of as many plain Set nodes.
 */
export const measureServer: Measure = async (say) => {
	await ensureN8n(silentProgress);
	await buildPackage();
	const folder = mkdtempSync(join(tmpdir(), 'bench-n8n-'));
	const simulator = await startSimulator({ products: ITEMS, speed: 1e6, tokenSpeed: 1 });
	const heap = process.env.NODE_OPTIONS;
	process.env.NODE_OPTIONS = `--max-old-space-size=${HEAP_MB}`;
	let stage: Stage | undefined;
	try {
		stage = await setStage({
			simulator,
			tarball: await packPackage(join(folder, 'package')),
			userFolder: join(folder, 'home'),
			workflow: onceAMinute(await readWorkflow(syncWorkflow)),
			others: [plainLoop(simulator)],
			// Everything is asked for again in the second run, as three hours later.
			settings: {
				dry_run: false,
				use_single_operation: false,
				ttl_hours: 0,
			},
		});
		const idleMb = memoryOf(stage.pid).rssMb;
		say(`price-stock-sync.json over ${ITEMS} items`);
		await syncRun(stage, simulator);
		say('and three hours later, with 3% of it moved');
		simulator.world.advance({ share: 0.03 });
		const sync = await syncRun(stage, simulator);
		say('a loop of plain Set nodes over the same items');
		const plainMs = await plainRun(stage, simulator);
		return figuresOf(sync, plainMs, idleMb);
	} finally {
		if (heap === undefined) delete process.env.NODE_OPTIONS;
		else process.env.NODE_OPTIONS = heap;
		await stage?.stop();
		await simulator.stop();
		if (process.env.BENCH_KEEP) console.error(folder);
		else rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	}
};

interface SyncRun {
	workMs: number;
	peakMb: number;
	rejected: number;
}

function figuresOf(sync: SyncRun, plainMs: number, idleMb: number): Figure[] {
	const size = `${ITEMS} items, published, heap of ${HEAP_MB} MB`;
	return [
		{
			id: 'sync_over_plain_nodes',
			value: rounded(sync.workMs / plainMs),
			unit: '',
			bound: 2,
			against: 'as many plain Set nodes in the same loop on the same n8n',
			how: `${size}: ${Math.round(sync.workMs / 1000)} s over ${Math.round(plainMs / 1000)} s`,
		},
		{
			id: 'rss_sync_over_idle',
			value: rounded(sync.peakMb / idleMb),
			unit: '',
			bound: null,
			against: 'the same n8n before its first run',
			how: `${size}: peak ${Math.round(sync.peakMb)} MB over ${Math.round(idleMb)} MB; it survived`,
		},
		{
			id: 'rejected_calls',
			value: sync.rejected,
			unit: 'calls',
			bound: 0,
			against: '-',
			how: `all services, for a used-up quota, ${size}`,
		},
	];
}

async function plainRun(stage: Stage, simulator: Simulator): Promise<number> {
	simulator.counters.reset();
	const marks = () => simulator.counters.of('chatwork', 'postMessage');
	await runOnce(stage, plainLoopId, () => marks().calls > 0);
	await until(() => marks().calls >= 2, 'the plain loop ends');
	return (marks().last ?? 0) - (marks().first ?? 0);
}

async function syncRun(stage: Stage, simulator: Simulator): Promise<SyncRun> {
	simulator.counters.reset();
	const list = () => simulator.counters.of('base', 'items');
	await runOnce(stage, 'priceStockSync01', () => list().calls > 0);
	const message = () => simulator.counters.of('chatwork', 'postMessage');
	await until(() => message().calls > 0, 'the sync ends');
	const { totals } = simulator.counters.snapshot();
	return {
		workMs: (message().last ?? 0) - (list().first ?? 0) - FIRST_TURN_MS,
		peakMb: memoryOf(stage.pid).peakMb,
		// Items that BASE never lets the API edit are refused once each: no quota is used up by that.
		rejected: totals.amazon.throttled + totals.base.throttled + totals.chatwork.throttled,
	};
}

/** Linux tells a process's memory in /proc; elsewhere this figure cannot be had. */
function memoryOf(pid: number): { rssMb: number; peakMb: number } {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	const megabytes = (name: string) =>
		Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
	return { rssMb: megabytes('VmRSS'), peakMb: megabytes('VmHWM') };
}
