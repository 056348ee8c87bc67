import { finding, type Finding } from '../realN8n/machine/findings';
import { waitFor } from '../realN8n/machine/waiting';
import {
	followExecution,
	itemsOf,
	startWorkflow,
	type WorkflowRun,
} from '../realN8n/n8n/runWorkflow';
import { manualTriggerOf } from '../realN8n/n8n/workflows';
import { endLease, openShopStore } from './shopStore';
import type { QueueStage } from './stage';
import { hasRun, type N8nProcess } from './n8nProcess';
import type { QueueShop } from './twoShops';
import type { Stored } from '../test/support/stored';

const CHUNK = 100;
const RUN_MS = 600_000;
/** At Amazon's real speed two shops' first chunks take 100 s and more. */
const PATIENCE_MS = 300_000;

/** Two shops on two workers; a worker dies; its shop goes on where it was; then both once more. */
export async function tellQueueStory(
	stage: QueueStage,
	{ isShort }: { isShort: boolean },
): Promise<Finding[]> {
	const [first, second] = stage.shops as [QueueShop, QueueShop];
	const items = stage.simulator.world.listings(first.name).length;
	const cache = openShopStore(stage.redisPort, first.cacheName);
	try {
		const killed = await killOneOfTwo(stage, first, second, cache, items);
		const resumed = await goOn(stage, first, cache, killed, items);
		const both = isShort ? [] : await bothOnceMore(stage, items);
		return [...killed.findings, ...resumed, ...both];
	} finally {
		await cache.close();
	}
}

const askedOf = ({ simulator }: QueueStage): number =>
	simulator.counters.of('amazon', 'getItemOffersBatch').things;

const callsOf = ({ simulator }: QueueStage): number =>
	simulator.counters.of('amazon', 'getItemOffersBatch').calls;

const rejectedBy = ({ simulator }: QueueStage): number =>
	simulator.counters.snapshot().totals.amazon.rejected;

const start = async ({ api }: QueueStage, { workflow }: QueueShop): Promise<string> =>
	await startWorkflow(api, workflow.id, manualTriggerOf(workflow));

interface Killed {
	/** Items of the dead worker's shop that Amazon was asked about, and those that were saved. */
	asked: number;
	saved: number;
	findings: Finding[];
}

async function killOneOfTwo(
	stage: QueueStage,
	first: QueueShop,
	second: QueueShop,
	cache: Stored,
	items: number,
): Promise<Killed> {
	const execution = await start(stage, first);
	const worker = await workerOf(stage, execution);
	const other = await start(stage, second);
	await waitFor(
		'the first chunk is saved',
		async () => (await savedIn(cache)) >= CHUNK,
		PATIENCE_MS,
	);
	const callsThen = callsOf(stage);
	await waitFor(
		'the second chunk is under way',
		async () => callsOf(stage) >= callsThen + 4,
		PATIENCE_MS,
	);
	await worker.kill();
	const saved = await savedIn(cache);
	const run = await followExecution(stage.api, other, RUN_MS);
	return {
		asked: askedOf(stage) - items,
		saved,
		findings: [
			finding(
				`${worker.name} died in the middle of shop 1`,
				`${saved} of ${items} saved`,
				saved < items,
			),
			finding(
				'shop 2 meanwhile',
				describe(run),
				run.status === 'success' && totalOf(run) === items,
			),
			finding('its calls refused by Amazon', String(rejectedBy(stage)), rejectedBy(stage) === 0),
		],
	};
}

async function goOn(
	stage: QueueStage,
	first: QueueShop,
	cache: Stored,
	{ asked, saved }: Killed,
	items: number,
): Promise<Finding[]> {
	await stage.addWorker('worker-3');
	const holder = await endLease(cache, first.workflow.id);
	const before = askedOf(stage);
	const run = await followExecution(stage.api, await start(stage, first), RUN_MS);
	const askedNow = askedOf(stage) - before;
	const again = asked + askedNow - items;
	return [
		finding('the lease of the dead run', holder ?? 'none', holder !== null),
		finding(
			'shop 1, its next run',
			describe(run),
			run.status === 'success' && totalOf(run) === items,
		),
		finding(
			'items taken from what was saved',
			`${items - askedNow} of ${saved}`,
			items - askedNow >= saved,
		),
		finding('items asked for twice (one chunk at most)', String(again), again <= CHUNK),
	];
}

async function bothOnceMore(stage: QueueStage, items: number): Promise<Finding[]> {
	await stage.set({ ttl_hours: 0 });
	stage.simulator.counters.reset();
	const executions: string[] = [];
	for (const shop of stage.shops) executions.push(await start(stage, shop));
	const runs = await Promise.all(
		executions.map(async (id) => await followExecution(stage.api, id, RUN_MS)),
	);
	const workers = executions.map((id) => stage.workers.find((one) => hasRun(one, id))?.name);
	const { calls, throttled } = stage.simulator.counters.of('amazon', 'getItemOffersBatch');
	return [
		...runs.map((run, index) =>
			finding(
				`shop ${index + 1}, both at once`,
				`${describe(run)} on ${workers[index] ?? 'worker-3'}`,
				run.status === 'success' && totalOf(run) === items,
			),
		),
		finding('items asked for together', String(askedOf(stage)), askedOf(stage) === 2 * items),
		finding(
			'calls refused, of both workers together',
			`${rejectedBy(stage)} of ${calls} (${throttled} for the quota)`,
			rejectedBy(stage) === 0,
		),
	];
}

const summaryOf = (run: WorkflowRun) =>
	(itemsOf(run, '変動レポート')[0]?.summary ?? {}) as Record<string, unknown>;

const totalOf = (run: WorkflowRun): unknown => summaryOf(run).total;

function describe(run: WorkflowRun): string {
	const { total, fetched, from_cache: cached, edited } = summaryOf(run);
	const why = run.error ? ` at ${run.error.node}: ${run.error.message}` : '';
	return `${run.status}${why}, ${String(total)} items, ${String(fetched)} fetched, ${String(cached)} from the store, ${String(edited)} edits, ${Math.round(run.milliseconds / 1000)} s`;
}

async function savedIn(cache: Stored): Promise<number> {
	let saved = 0;
	for await (const _ of cache.asins()) saved++;
	return saved;
}

async function workerOf({ workers }: QueueStage, execution: string): Promise<N8nProcess> {
	let found: N8nProcess | undefined;
	const isTaken = (): boolean => {
		found = workers.find((worker) => hasRun(worker, execution));
		return found !== undefined;
	};
	await waitFor(`a worker takes execution ${execution}`, isTaken, PATIENCE_MS);
	return found!;
}
