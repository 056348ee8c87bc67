import { join } from 'node:path';
import { runWorkflow, useTemporaryUserFolder, type Credentials } from '../support/n8nEngine';
import { askForAll, chatworkOf, credentialsFor, shippedWorkflow } from '../support/shopWorld';
import { quickenFirstCalls } from '../support/quickRates';
import { startSimulator, type Simulator } from '../../simulator/start';
import { openFolder } from '../support/stored';

/** M25: the sync imported twice and published twice: every message came twice. */

const HOUR = 3_600_000;
const FIRST = 'copy-1';
const SECOND = 'copy-2';

let simulator: Simulator;
let credentials: Credentials;
let hours = 0;

beforeAll(async () => {
	useTemporaryUserFolder();
	quickenFirstCalls();
	simulator = await startSimulator({ products: 10, plain: true, speed: 1e6, tokenSpeed: 1 });
	credentials = credentialsFor(simulator);
}, 60_000);

afterAll(async () => {
	await simulator.stop();
});

/** One run of a copy, as many hours later; a run that was refused gives its lease back by time. */
const run = async (id: string, later: number, byHand = false) => {
	hours += later;
	const realNow = Date.now;
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => realNow() + hours * HOUR);
	simulator.messages.clear();
	simulator.counters.reset();
	const workflow = {
		...shippedWorkflow('price-stock-sync.json', {
			dry_run: false,
			...askForAll,
			...chatworkOf(simulator),
		}),
		id,
		name: `同期 ${id}`,
	};
	const done = await runWorkflow(workflow, {
		credentials,
		startNode: byHand ? '手動で実行' : '定期実行',
		mode: byHand ? 'manual' : 'trigger',
	});
	clock.mockRestore();
	return { error: done.error, pages: simulator.counters.of('base', 'items').calls };
};

const refusal =
	'同じショップ (demo-shop) の同じ仕事をするワークフロー「同期 copy-1」がもう1つ動いているため、こちらの「同期 copy-2」は実行しません。';

it('should let the first copy work, and stop the second before it asks for anything', async () => {
	expect((await run(FIRST, 0)).error).toBeUndefined();
	const second = await run(SECOND, 0.1);
	expect(second.error).toContain(refusal);
	expect(second.pages).toBe(0);
	expect((await run(FIRST, 2.9)).error).toBeUndefined();
	expect((await run(SECOND, 0.1)).error).toContain(refusal);
});

it('should refuse no run by hand', async () => {
	expect((await run(SECOND, 0.5, true)).error).toBeUndefined();
});

it('should let the second take over once the first was silent for two intervals', async () => {
	expect((await run(SECOND, 3)).error).toContain(refusal);
	expect((await run(SECOND, 3)).error).toBeUndefined();
	expect((await run(FIRST, 0.1)).error).toContain('「同期 copy-2」がもう1つ動いているため');
});

it('should go by the interval of the schedule, also before a second start', async () => {
	const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
	let now = Date.now();
	const { copies } = openFolder({ folder, now: () => now });
	const first = { workflow: 'a', name: 'a', interval_ms: 24 * HOUR };
	await copies.claim('daily-shop', 'sync', first);
	now += 40 * HOUR;
	expect(await copies.claim('daily-shop', 'sync', { ...first, workflow: 'b' })).not.toBeNull();
	now += 9 * HOUR;
	expect(await copies.claim('daily-shop', 'sync', { ...first, workflow: 'b' })).toBeNull();
});

it('should keep the copies of another shop apart', async () => {
	const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
	const { copies } = openFolder({ folder, now: Date.now });
	const copy = { workflow: FIRST, name: FIRST };
	expect(await copies.claim('other-shop', 'sync', copy)).toBeNull();
	expect(await copies.claim('other-shop', 'watch', { ...copy, workflow: 'w' })).toBeNull();
});
