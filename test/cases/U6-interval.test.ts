import type { INodeParameters, IWorkflowBase } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator/start';
import { openDeskPage } from '../support/deskPages';
import { runWorkflow, useTemporaryUserFolder, type Credentials } from '../support/n8nEngine';
import { chatworkOf, credentialsFor, shippedWorkflow } from '../support/shopWorld';
import { quickenFirstCalls } from '../support/quickRates';

/**
 * U6: to run every 2 hours and not every 3, an owner had to change six values in three workflows, and to
 * publish each of them. Here nothing but the trigger is changed.
 */

const MINUTE = 60_000;
const ITEMS = 8;

let simulator: Simulator;
let credentials: Credentials;
let minutes = 0;

beforeAll(async () => {
	quickenFirstCalls();
	simulator = await startSimulator({ products: ITEMS, plain: true, speed: 1e6, tokenSpeed: 1 });
}, 60_000);

beforeEach(() => {
	useTemporaryUserFolder();
	credentials = credentialsFor(simulator);
	minutes = 0;
});

afterAll(async () => {
	await simulator.stop();
});

/** The shipped workflow with nothing but another rule in its trigger. */
const everySo = (file: string, rule: INodeParameters): IWorkflowBase => {
	const isSync = file === 'price-stock-sync.json';
	const settings = isSync ? { dry_run: false, ...chatworkOf(simulator) } : {};
	const workflow = shippedWorkflow(file, settings);
	const trigger = workflow.nodes.find(({ type }) => type.endsWith('.scheduleTrigger'))!;
	trigger.parameters = { rule: { interval: [rule] } };
	return workflow;
};

const hours = (hoursInterval: number) => ({ field: 'hours', hoursInterval });
const cron = (expression: string) => ({ field: 'cronExpression', expression });

const onClock = async <T>(work: () => Promise<T>): Promise<T> => {
	const realNow = Date.now;
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => realNow() + minutes * MINUTE);
	const result = await work();
	clock.mockRestore();
	return result;
};

/** One run so many minutes after the one before. */
const run = async (workflow: IWorkflowBase, later: number, startNode = '定期実行') => {
	minutes += later;
	const mode = startNode === '手動で実行' ? 'manual' : 'trigger';
	const options = { credentials, startNode, mode } as const;
	const ended = await onClock(async () => await runWorkflow(workflow, options));
	expect(ended.error).toBeUndefined();
	const [report] = ended.output('変動レポート') as Array<{ summary: { fetched: number } }>;
	return {
		fetched: report?.summary.fetched,
		skipped: ended.output('実行の開始', 1)[0]?.reason,
		health: ended.output('同期の様子を調べる')[0],
	};
};

const threeHours = () => everySo('price-stock-sync.json', hours(3));
const twoHours = () => everySo('price-stock-sync.json', hours(2));

describe.each([
	['3 hours', hours(3), 80, 100],
	['2 hours', hours(2), 50, 70],
	['2 hours as a cron expression', cron('0 */2 * * *'), 50, 70],
	['6 hours', hours(6), 170, 190],
])('every %s', (_, rule, soon, later) => {
	const sync = () => everySo('price-stock-sync.json', rule);

	it('should not ask again by hand within half of it', async () => {
		expect((await run(sync(), 0)).fetched).toBe(ITEMS);
		expect((await run(sync(), soon, '手動で実行')).fetched).toBe(0);
		expect((await run(sync(), later - soon, '手動で実行')).fetched).toBe(ITEMS);
	});

	it('should give every item its turn on schedule', async () => {
		const asked: unknown[] = [];
		for (let index = 0; index < 4; index++) asked.push((await run(sync(), 2 * soon + 20)).fetched);
		expect(asked).toEqual([ITEMS, ITEMS, ITEMS, ITEMS]);
	});
});

it.each([
	['3 hours', hours(3), 145, 155],
	['2 hours', hours(2), 95, 105],
])('should not repeat a run of every %s when n8n starts', async (_, rule, soon, later) => {
	const sync = () => everySo('price-stock-sync.json', rule);
	await run(sync(), 0);
	expect((await run(sync(), soon, 'n8n起動時')).skipped).toContain('成功したばかりです');
	expect((await run(sync(), later - soon, 'n8n起動時')).fetched).toBe(ITEMS);
});

it('should let heartbeat and desk expect the sync by its new interval, once it has begun', async () => {
	const look = async (later: number) => {
		const { health } = await run(shippedWorkflow('freshness-heartbeat.json'), later, '手動で実行');
		const desk = await onClock(async () => await openDeskPage('?page=health'));
		expect(desk.html.includes('<p class="alarm">')).toBe(health?.is_healthy === false);
		return health;
	};
	await run(threeHours(), 0);
	expect(await look(5 * 60)).toMatchObject({ is_healthy: true });
	await run(twoHours(), 0);
	expect(await look(3 * 60)).toMatchObject({ is_healthy: true });
	expect(await look(2 * 60)).toMatchObject({ alarms: [{ kind: 'no_success' }] });
});

it('should expect a daily sync once a day, and no price of the last 12 hours', async () => {
	await run(everySo('price-stock-sync.json', { field: 'days', triggerAtHour: 4 }), 0);
	const { health } = await run(shippedWorkflow('freshness-heartbeat.json'), 23 * 60, '手動で実行');
	expect(health).toMatchObject({ is_healthy: true, alarms: [] });
});

it('should look no text up again by hand within half of the interval of the weekly workflow', async () => {
	const texts = (rule: INodeParameters) => everySo('basic-info-weekly.json', rule);
	const monthly = { field: 'months', triggerAtDayOfMonth: 1 };
	await run(threeHours(), 0);
	await run(texts({ field: 'weeks', triggerAtDay: [0] }), 0);
	simulator.counters.reset();
	await run(texts(monthly), 10 * 24 * 60, '手動で実行');
	const calls = () => simulator.counters.of('amazon', 'searchCatalogItems').calls;
	expect(calls()).toBe(0);
	await run(texts({ field: 'weeks', triggerAtDay: [0] }), 0, '手動で実行');
	expect(calls()).toBe(1);
});

it('should not let a schedule that nobody published change what is expected', async () => {
	await run(twoHours(), 0);
	await run(everySo('price-stock-sync.json', hours(12)), 0, '手動で実行');
	const { health } = await run(shippedWorkflow('freshness-heartbeat.json'), 5 * 60, '手動で実行');
	expect(health).toMatchObject({ alarms: [{ kind: 'no_success' }] });
});

it('should take the interval from the starts of the last days without a schedule', async () => {
	const called = threeHours();
	const trigger = called.nodes.find(({ name }) => name === '定期実行')!;
	trigger.type = 'n8n-nodes-base.errorTrigger';
	for (const later of [0, 60, 60]) await run(called, later);

	expect((await run(called, 20, '手動で実行')).fetched).toBe(0);
	expect((await run(called, 20, '手動で実行')).fetched).toBe(ITEMS);
	const { health } = await run(shippedWorkflow('freshness-heartbeat.json'), 130, '手動で実行');
	expect(health).toMatchObject({ alarms: [{ kind: 'no_success' }] });
});
