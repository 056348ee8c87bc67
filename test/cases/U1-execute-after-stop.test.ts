import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '../../realN8n/machine/waiting';
import type { ProcessMark } from '../../lib/ledger/runs/leases';
import { runWorkflow, useTemporaryUserFolder, type Credentials } from '../support/n8nEngine';
import { quickenFirstCalls } from '../support/quickRates';
import { askForAll, chatworkOf, credentialsFor, shippedWorkflow } from '../support/shopWorld';
import { openFolder, type Stored } from '../support/stored';
import { startSimulator, type Simulator } from '../../simulator/start';

/** U1: Execute after an error, Stop or "Execute step" was green for ten minutes and did nothing. */

const LEASE = 'sync/demo-shop';

let simulator: Simulator;
let credentials: Credentials;
let cache: Stored;

beforeAll(async () => {
	const folder = join(useTemporaryUserFolder(), '.n8n/amazon-base-sync/default');
	quickenFirstCalls();
	simulator = await startSimulator({ products: 150, plain: true, speed: 1e6, tokenSpeed: 1 });
	credentials = credentialsFor(simulator);
	cache = openFolder({ folder, now: Date.now });
	expect((await execute()).error).toBeUndefined();
}, 60_000);
afterAll(async () => {
	await cache.close();
	await simulator.stop();
});
afterEach(() => simulator.faults.clear());

const workflow = () =>
	shippedWorkflow('price-stock-sync.json', {
		...{ dry_run: false, manual_limit: 0, ...askForAll },
		...chatworkOf(simulator),
	});
const execute = async (
	byHand = true,
	{ only, onStart }: { only?: string; onStart?: (cancel: () => void) => void } = {},
) => {
	simulator.counters.reset();
	const source = workflow();
	// "Execute step" runs the nodes before it, and none after it.
	if (only) delete source.connections[only];
	const run = await runWorkflow(source, {
		...{ credentials, onStart },
		startNode: byHand ? '手動で実行' : '定期実行',
		mode: byHand ? 'manual' : 'trigger',
	});
	const report = run.output('変動レポート')[0] as { summary: { fetched: number } } | undefined;
	return { ...run, fetched: report?.summary.fetched };
};
const asked = () => simulator.counters.of('amazon', 'getItemOffersBatch').things;

/** A run that waits for Amazon in its second chunk of 100 items. */
const executeSlowly = async () => {
	simulator.faults.add({ kind: 'slow', operation: 'getItemOffersBatch', milliseconds: 1_500 });
	let cancel = () => {};
	const ended = execute(false, { onStart: (stop) => (cancel = stop) });
	await waitFor('the second chunk is being fetched', () => asked() >= 110, 30_000);
	return { ended, cancel };
};
const worksAtOnce = async () => {
	const run = await execute();
	expect([run.error, run.fetched]).toEqual([undefined, 150]);
};

it('should run at once after an error', async () => {
	simulator.faults.add({ kind: 'accountRestricted' });
	expect((await execute()).status).toBe('error');
	simulator.faults.clear();
	await worksAtOnce();
}, 60_000);

it('should run at once after Stop', async () => {
	const { ended, cancel } = await executeSlowly();
	cancel();
	expect((await ended).status).toBe('canceled');
	simulator.faults.clear();
	await worksAtOnce();
}, 60_000);

it('should run at once after "Execute step" on the start', async () => {
	const step = await execute(true, { only: '実行の開始' });
	expect([step.error, step.ran('BASEの商品一覧')]).toEqual([undefined, false]);
	await worksAtOnce();
}, 60_000);

it('should fail red beside a living run, say how far that is, and leave it alone', async () => {
	const { ended } = await executeSlowly();
	const second = await execute();
	expect(second.error).toMatch(/^前の実行が動いています \(100\/150件\)/);
	const scheduled = await execute(false);
	expect([scheduled.error, scheduled.output('実行の開始', 0)]).toEqual([undefined, []]);
	expect(scheduled.output('実行の開始', 1)[0]?.reason).toContain('(100/150件)');
	const first = await ended;
	expect([first.error, first.fetched]).toEqual([undefined, 150]);
}, 60_000);

describe('a lease of another process', () => {
	const gone = spawnSync(process.execPath, ['-e', '']).pid;
	const hold = async (mark: ProcessMark) =>
		await cache.leases.acquire(LEASE, 'its-run', 600_000, { process: mark });

	afterEach(async () => {
		await cache.leases.release(LEASE, 'its-run');
		delete process.env.EXECUTIONS_MODE;
	});

	const here = { host: hostname(), token: 'of-another-start' };

	it.each([
		['that is gone', gone],
		['whose number is ours, as in a container', process.pid],
	])(
		'should be taken over at once from one %s',
		async (_which, pid) => {
			await hold({ ...here, pid });
			const run = await execute();
			expect([run.error, run.fetched]).toEqual([undefined, 150]);
			expect(run.output('実行の開始')[0]?.run).toMatchObject({ resumes: 'its-run' });
		},
		60_000,
	);

	it.each([
		['that is alive', { ...here, pid: process.ppid }],
		['of another machine', { ...here, host: 'another-machine', pid: gone }],
	])('should be kept by one %s', async (_which, mark) => {
		await hold(mark);
		expect((await execute()).error).toMatch(/^前の実行が動いています/);
	});

	it('should be kept by a worker, which another machine may run', async () => {
		process.env.EXECUTIONS_MODE = 'queue';
		await hold({ ...here, pid: gone });
		expect((await execute()).error).toMatch(/^前の実行が動いています/);
	});
});
