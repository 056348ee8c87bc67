import { openLedger, type Ledger } from '../../../../lib/ledger/ledger';
import type { Run } from '../../../../lib/ledger/runs/run';
import type { RunMemory } from '../../../../lib/ledger/runs/runMemory';
import { learnShop, nameRun } from '../../../../lib/shop/runs/nameRun';
import { startRun } from '../../../../lib/shop/runs/startRun';
import { openCache } from '../../../../lib/cache/cache';
import { changeRecord } from '../../../../lib/stores/changeRecord';
import { MemoryStore } from '../../../support/memoryStore';

const process = { host: 'one', pid: 7, token: 'a' };
const ports = { process, isDead: () => false };
const rules = {
	...{ isOpen: true, minimumMinutes: 0, takesOver: false, isManual: false, process },
	judgeHolder: () => 'alive' as const,
};

let now: number;
let store: MemoryStore;
let ledger: Ledger;
let runs = 0;

beforeEach(() => {
	now = 1_000_000;
	store = new MemoryStore();
	ledger = openLedger({ store, now: () => now });
});

const makeRun = (workflow: string, given: Partial<Run> = {}): Run => ({
	...{ id: `run-${++runs}`, workflow, account: '', dry_run: false, limit: 0, total: null },
	...{ started_at: new Date(now).toISOString(), lease: null, room: '5', task: 'sync' },
	...given,
});

/** Start, and BASE Listings if the shop's name is given. */
const begin = async (workflow: string, shop = '', given: Partial<Run> = {}) => {
	now += 60_000;
	const made = makeRun(workflow, given);
	const run = { ...made, lease: await nameRun(ledger, made) };
	const data = { ledger, cache: openCache({ store, now: () => now }) };
	const runner = { workflow: '同期', account: run.account, workflowId: workflow };
	const started = await startRun(run, runner, rules, {
		data,
		now: () => now,
		sleep: async () => await Promise.resolve(),
	});
	if (shop === '' || started.skip) return { run, started };
	const lease = await learnShop(ledger, { ...run, account: shop }, ports);
	return { run: { ...run, account: shop, lease: lease! }, started };
};
const end = async ({ run }: { run: { lease: string; id: string } }) =>
	await ledger.leases.release(run.lease, run.id);
const remember = async (name: string, memory: Partial<RunMemory>) =>
	await changeRecord<Partial<RunMemory>>(store, 'runs', name, () => memory);

it('should name two unnamed shops apart, so that they never block each other', async () => {
	expect((await begin('w1')).started.skip).toBeNull();
	expect((await begin('w2')).started.skip).toBeNull();
});

it('should let only one run of a shop and task begin, whatever its workflow', async () => {
	const first = await begin('w1', '', { account: 'main' });
	expect(first.run.lease).toBe('sync/main');
	const second = await begin('w2', '', { account: 'main' });
	expect(second.started.skip).toMatchObject({ kind: 'other_run', holder: first.run.id });
	expect((await begin('w2', '', { account: 'main', task: 'watch' })).started.skip).toBeNull();
	expect((await begin('w3', '', { account: 'main', task: undefined })).started.skip).toBeNull();
	expect((await begin('w4', '', { account: 'main', task: undefined })).started.skip).toBeNull();
});

it('should say how many items the run has before the first is done', async () => {
	await begin('w1', 'main', { total: 500, limit: 100 });
	expect(await ledger.leases.current('sync/main')).toMatchObject({
		progress: { done: 0, total: 100 },
	});
});

it('should take the shop that the workflow had last', async () => {
	const first = await begin('w1', 'main');
	expect(first.run.lease).toBe('sync/main');
	await end(first);
	expect((await begin('w1')).run.lease).toBe('sync/main');
});

it('should go on where the workflow was that it replaces', async () => {
	await end(await begin('old', 'main'));
	await ledger.runs.skipped(
		'sync/main',
		{ workflow: '同期', account: 'main' },
		{ at: now, reason: '営業時間外です', isHealthySkip: true, isManual: false },
	);
	const first_seen_at = (await ledger.runs.get('sync/main')).first_seen_at;
	const imported = await begin('new', 'main');
	expect(imported.run.lease).toBe('sync/main');
	expect([...(await ledger.runs.all()).keys()]).toEqual(['sync/main']);
	expect(await ledger.runs.get('sync/main')).toMatchObject({
		...{ account: 'main', workflow_ids: ['old', 'new'], room: '5', first_seen_at },
		last_skip: { reason: '営業時間外です' },
	});
	await end(imported);
	expect((await begin('new')).run.lease).toBe('sync/main');
});

it('should stop a run whose shop turns out to have a living one', async () => {
	await begin('w1', 'main');
	await expect(begin('w2', 'main')).rejects.toThrow('同じショップ (main) の前の実行');
});

it('should follow a workflow to another shop, and leave the memory of the first one', async () => {
	await end(await begin('w1', 'main'));
	const moved = await begin('w1', 'second');
	expect(moved.run.lease).toBe('sync/second');
	await end(moved);
	expect(await ledger.runs.get('sync/main')).toMatchObject({ account: 'main', workflow_ids: [] });
	expect((await begin('w1')).run.lease).toBe('sync/second');
});

it('should know its shop although its list took longer than its lease', async () => {
	const { run } = await begin('w1');
	now += 11 * 60_000;
	await learnShop(ledger, { ...run, account: 'main' }, ports);
	expect((await ledger.leases.current('sync/main'))?.holder).toBe(run.id);
	expect(await ledger.history.get(run.id)).toMatchObject({ account: 'main' });
});

it('should take no lease for items of a run that ended long ago', async () => {
	const { run } = await begin('w1');
	await end({ run });
	await learnShop(ledger, { ...run, account: 'main' }, ports);
	expect(await ledger.leases.current('sync/main')).toBeNull();
});

describe('memories of earlier versions', () => {
	const success = { workflow: '同期', account: 'main', last_started_at: 5, last_success_at: 9 };

	it.each(['w1/default', 'w1/main'])('should carry over %s once', async (former) => {
		await remember(former, { ...success, last_run: 'r1', room: '7' });
		const { run } = await begin('w1');
		expect(run.lease).toBe('sync/main');
		expect([...(await ledger.runs.all()).keys()]).toEqual(['sync/main']);
		expect(await ledger.runs.get('sync/main')).toMatchObject({
			...{ account: 'main', last_success_at: 9, last_run: 'r1', workflow_ids: ['w1'] },
		});
	});

	it('should make one of two copies of a workflow, with the latest of both', async () => {
		await remember('w1/default', { ...success, last_success_at: 9, first_seen_at: 4 });
		await remember('w2/default', { ...success, last_success_at: 7, first_seen_at: 2 });
		await end(await begin('w1'));
		await begin('w2');
		expect(await ledger.runs.get('sync/main')).toMatchObject({
			...{ last_success_at: 9, first_seen_at: 2, workflow_ids: ['w1', 'w2'] },
		});
	});

	it('should leave the memory of another shop alone', async () => {
		await remember('w1/default', success);
		await begin('w1', '', { account: 'second' });
		expect(await ledger.runs.get('w1/default')).toMatchObject(success);
		expect(await ledger.runs.get('sync/second')).toMatchObject({ last_success_at: null });
	});

	it('should carry over one that knows no shop yet', async () => {
		await remember('w1/default', { ...success, account: '' });
		expect((await begin('w1')).run.lease).toBe('sync/#w1');
		expect(await ledger.runs.get('sync/#w1')).toMatchObject({ last_success_at: 9 });
	});
});
