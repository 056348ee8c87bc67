import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeParameters, IWorkflowBase } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator/start';
import { openFileStore } from '../../lib/stores/file/openFileStore';
import { changeRecord } from '../../lib/stores/changeRecord';
import { runWorkflow, useTemporaryUserFolder, type Credentials } from '../support/n8nEngine';
import { quickenFirstCalls } from '../support/quickRates';
import { chatworkOf, credentialsFor, shippedWorkflow } from '../support/shopWorld';

/** Workflows of before say in their 設定 how long data counts as fresh, and how often they run. */

const MINUTE = 60_000;
const ITEMS = 6;

let simulator: Simulator;
let credentials: Credentials;
let minutes: number;
let tables: Map<string, Array<Record<string, unknown>>>;

beforeAll(async () => {
	quickenFirstCalls();
	simulator = await startSimulator({ products: ITEMS, plain: true, speed: 1e6, tokenSpeed: 1 });
}, 60_000);

beforeEach(() => {
	useTemporaryUserFolder();
	credentials = credentialsFor(simulator);
	minutes = 0;
	tables = new Map();
});

afterAll(async () => {
	await simulator.stop();
});

/** The sync as version 0.1 shipped it. */
const former = (settings: Record<string, unknown> = {}, hoursInterval = 3): IWorkflowBase => {
	const text = readFileSync(join(__dirname, 'previous/price-stock-sync.json'), 'utf8');
	const workflow = JSON.parse(text) as IWorkflowBase;
	const { assignments } = workflow.nodes.find(({ name }) => name === '設定')!.parameters
		.assignments as { assignments: Array<{ name: string; value: unknown }> };
	const values: Record<string, unknown> = {
		...{ dry_run: false, ...chatworkOf(simulator), ...settings },
		chatwork_api_url: `${simulator.chatworkUrl}/v2`,
	};
	for (const assignment of assignments) {
		if (assignment.name in values) assignment.value = values[assignment.name];
	}
	const trigger = workflow.nodes.find(({ name }) => name === '3時間ごと')!;
	trigger.parameters = { rule: { interval: [{ field: 'hours', hoursInterval }] } };
	return workflow;
};

const present = (file: string, parameters: INodeParameters = {}): IWorkflowBase => {
	const isSync = file === 'price-stock-sync.json';
	const workflow = shippedWorkflow(
		file,
		isSync ? { dry_run: false, ...chatworkOf(simulator) } : {},
	);
	const check = workflow.nodes.find(({ parameters: { operation } }) => operation === 'check');
	Object.assign(check?.parameters ?? {}, parameters);
	return { ...workflow, id: 'the-new-one' };
};

const run = async (workflow: IWorkflowBase, later: number, startNode: string) => {
	minutes += later;
	const realNow = Date.now;
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => realNow() + minutes * MINUTE);
	const mode = startNode === '手動で実行' ? 'manual' : 'trigger';
	const ended = await runWorkflow(workflow, { credentials, startNode, mode, tables });
	clock.mockRestore();
	expect(ended.error).toBeUndefined();
	const [report] = ended.output('変動レポート') as Array<{ summary: { fetched: number } }>;
	return {
		fetched: report?.summary.fetched,
		skipped: ended.output('実行の開始', 1)[0]?.reason,
		health: ended.output('同期の様子を調べる')[0],
	};
};

it('should keep to the hours that an old workflow has typed in, whatever its interval', async () => {
	const every12 = () => former({}, 12);
	expect((await run(every12(), 0, '3時間ごと')).fetched).toBe(ITEMS);
	expect((await run(every12(), 80, '手動で実行')).fetched).toBe(0);
	expect((await run(every12(), 20, '手動で実行')).fetched).toBe(ITEMS);
});

it('should keep to the minutes that an old workflow waits after a start of n8n', async () => {
	const every12 = () => former({}, 12);
	await run(every12(), 0, '3時間ごと');
	expect((await run(every12(), 140, 'n8n起動時')).skipped).toContain('(150分以内は');
	expect((await run(every12(), 20, 'n8n起動時')).fetched).toBe(ITEMS);
});

it('should keep to the interval that an old heartbeat has typed in', async () => {
	const beat = () => present('freshness-heartbeat.json', { intervalHours: 3 });
	await run(present('price-stock-sync.json'), 0, '定期実行');
	expect((await run(beat(), 5 * 60, '手動で実行')).health).toMatchObject({ is_healthy: true });
	const { health } = await run(beat(), 2 * 60, '手動で実行');
	expect(health).toMatchObject({ alarms: [{ kind: 'no_success' }] });
});

it('should follow the trigger of an old workflow with the new heartbeat', async () => {
	await run(former({}, 12), 0, '3時間ごと');
	const beat = () => present('freshness-heartbeat.json');
	expect((await run(beat(), 11 * 60, '定期実行')).health).toMatchObject({ is_healthy: true });
});

it('should go on from the memory of an old version, which knows no interval', async () => {
	await run(present('price-stock-sync.json'), 0, '定期実行');
	const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
	const store = openFileStore({ folder, now: Date.now });
	const added = new Set(['interval', 'recent_starts']);
	await changeRecord(store, 'runs', 'sync/demo-shop', (memory) =>
		Object.fromEntries(Object.entries(memory ?? {}).filter(([field]) => !added.has(field))),
	);
	const beat = async (later: number) =>
		(await run(present('freshness-heartbeat.json'), later, '手動で実行')).health;

	expect(await beat(5 * 60)).toMatchObject({ is_healthy: true });
	expect(await beat(2 * 60)).toMatchObject({ alarms: [{ kind: 'no_success' }] });
	expect((await run(present('price-stock-sync.json'), 0, '定期実行')).fetched).toBe(ITEMS);
	expect(await beat(0)).toMatchObject({ is_healthy: true });
});
