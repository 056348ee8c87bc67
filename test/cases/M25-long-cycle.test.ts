import { join } from 'node:path';
import type { IWorkflowBase } from 'n8n-workflow';
import { LEASE_MS } from '../../lib/ledger/runs/run';
import { thisProcess } from '../../lib/n8n/liveness';
import { startSimulator, type Simulator } from '../../simulator/start';
import { useMovableClock } from '../support/movableClock';
import { runWorkflow, useTemporaryUserFolder, type Credentials } from '../support/n8nEngine';
import { quickenFirstCalls } from '../support/quickRates';
import { chatworkOf, credentialsFor, shippedWorkflow } from '../support/shopWorld';
import { openFolder } from '../support/stored';
import { shippedWatch, WATCH_TRIGGER } from '../support/watchOnce';
import { onNextCall } from '../support/whenEditArrives';

/**
 * M25: with 30,000 items a cycle takes longer than the 3 hours between two runs. Every second run stood back,
 * prices grew older than the owner thought, and nobody said so.
 */

const { passHours } = useMovableClock();
const ITEMS = 6;

let simulator: Simulator;
let credentials: Credentials;

beforeAll(async () => {
	quickenFirstCalls();
	simulator = await startSimulator({ products: ITEMS, plain: true, speed: 1e6, tokenSpeed: 1 });
}, 60_000);

beforeEach(() => {
	useTemporaryUserFolder();
	credentials = credentialsFor(simulator);
});

afterAll(async () => {
	await simulator.stop();
});

const sync = (settings: Record<string, unknown> = {}, everyHours = 3): IWorkflowBase => {
	const workflow = shippedWorkflow('price-stock-sync.json', {
		...{ dry_run: false, use_single_operation: false },
		...chatworkOf(simulator),
		...settings,
	});
	const trigger = workflow.nodes.find(({ type }) => type.endsWith('.scheduleTrigger'))!;
	trigger.parameters = { rule: { interval: [{ field: 'hours', hoursInterval: everyHours }] } };
	return workflow;
};

/** One run, and what Chatwork was told of the pace. */
const run = async (workflow: IWorkflowBase, startNode = '定期実行'): Promise<string[]> => {
	simulator.messages.clear();
	const mode = startNode === '手動で実行' ? 'manual' : 'trigger';
	const { error } = await runWorkflow(workflow, { credentials, startNode, mode });
	expect(error).toBeUndefined();
	const lines = simulator.messages.list().flatMap(({ body }) => body.split('\n'));
	return lines.filter((line) => line.includes('実行間隔'));
};

const watch = () => shippedWatch(chatworkOf(simulator));

/** A run that asks Amazon for so long. */
const runFor = async (hours: number, workflow = sync()): Promise<string[]> => {
	onNextCall(simulator, 'getItemOffersBatch', () => passHours(hours));
	return await run(workflow);
};

it('should tell that a cycle does not fit into its interval, and which one would', async () => {
	const [line, ...more] = await runFor(4.35);

	expect(line).toContain('一巡に4時間21分かかり、実行間隔の3時間に収まっていません。');
	expect(line).toContain('次の回を見送るため、商品の確認は間隔より遅れます。');
	expect(line).toContain('「定期実行」の間隔を5時間以上にして、Publish してください。');
	expect(more).toEqual([]);
}, 60_000);

it('should tell it once a day', async () => {
	const told: number[] = [];
	for (let index = 0; index < 5; index++) {
		told.push((await runFor(4)).length);
		passHours(2);
	}
	expect(told).toEqual([1, 0, 0, 0, 1]);
}, 120_000);

it('should tell nothing of runs that fit, or by hand', async () => {
	expect(await runFor(2.9)).toEqual([]);
	passHours(2);
	onNextCall(simulator, 'getItemOffersBatch', () => passHours(4));
	expect(await run(sync({ manual_limit: 0 }), '手動で実行')).toEqual([]);
}, 60_000);

it('should tell nothing any more once the interval is long enough', async () => {
	expect(await runFor(4)).toHaveLength(1);
	passHours(26);
	expect(await runFor(4, sync({}, 6))).toEqual([]);
}, 60_000);

it('should tell it in the message of another workflow while the run is still at work', async () => {
	expect(await run(sync())).toEqual([]);
	const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
	const stored = openFolder({ folder, now: Date.now });
	const [last] = [...(await stored.runs.all()).values()];
	const record = (await stored.history.get(last!.recent_runs.at(-1)!))!;
	const started_at = new Date(Date.now() - 3 * 3_600_000).toISOString();
	await stored.history.open({ ...record, id: 'at-work', state: 'running', started_at });
	await stored.leases.acquire('sync/demo-shop', 'at-work', LEASE_MS, { process: thisProcess });
	await stored.leases.renew('sync/demo-shop', 'at-work', LEASE_MS, { done: 18_000, total: 30_000 });

	expect(await run(sync())).toEqual([]);
	const [line] = await run(watch(), WATCH_TRIGGER);

	expect(line).toContain('実行間隔の3時間を過ぎてもまだ動いています (18,000/30,000件)。');
	expect(await run(sync())).toEqual([]);
	expect(await run(watch(), WATCH_TRIGGER)).toEqual([]);
	await stored.close();
}, 60_000);

it('should tell of items that are left out for longer than the interval', async () => {
	const workflow = () => sync({ ttl_hours: 4 }, 1);
	const told: string[][] = [];
	for (let index = 0; index < 3; index++) {
		told.push(await run(workflow()));
		passHours(1);
	}
	expect(told.map(({ length }) => length)).toEqual([0, 1, 0]);
	expect(told[1]![0]).toContain(
		`商品 ${ITEMS}件は、実行間隔の1時間のうちに確認されませんでした (最も古い価格は1時間前)。`,
	);
}, 60_000);
