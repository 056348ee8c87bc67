import { openCache } from '../../../../lib/cache/cache';
import { openLedger, type Ledger } from '../../../../lib/ledger/ledger';
import type { NamedRun } from '../../../../lib/shop/runs/startRun';
import { startRun } from '../../../../lib/shop/runs/startRun';
import { readClosedRun } from '../../../../lib/shop/runs/closeRun';
import { failExecution } from '../../../../lib/shop/runs/failExecution';
import { MemoryStore } from '../../../support/memoryStore';

const NAME = 'sync/main';
const at = '2026-11-24T12:00:00.000Z';
const now = Date.parse(at);
const process = { host: 'one', pid: 7, token: 'a' };

let store: MemoryStore;
let ledger: Ledger;

beforeEach(() => {
	store = new MemoryStore();
	ledger = openLedger({ store, now: () => now });
});

const start = async (id: string, execution = id, isDead = true) => {
	const run: NamedRun = {
		...{ id, workflow: 'w1', account: 'main', dry_run: false, limit: 0, total: 300, task: 'sync' },
		...{ started_at: at, lease: NAME, room: '' },
	};
	const runner = { workflow: '同期', account: 'main', workflowId: 'w1' };
	const rules = {
		...{ isOpen: true, minimumMinutes: 0, takesOver: false, isManual: false, process, execution },
		judgeHolder: () => (isDead ? ('dead' as const) : ('alive' as const)),
	};
	const data = { ledger, cache: openCache({ store, now: () => now }) };
	return await startRun(run, runner, rules, {
		data,
		now: () => now,
		sleep: async () => await Promise.resolve(),
	});
};
/** Thirty edits that BASE took, one that it refused, one whose answer never came. */
const edit = async (run: string) => {
	const intent = { run, account: 'main', asin: 'B0006L0120', why: null, at };
	const field_edits = { price: { from: 2600, to: 3120 } };
	const ids = await ledger.journal.intendAll(
		Array.from({ length: 32 }, (_, index) => ({ ...intent, item_id: index + 1, field_edits })),
	);
	for (const [index, id] of ids.slice(0, 31).entries()) {
		const outcome = index === 30 ? ('failed' as const) : ('applied' as const);
		await ledger.journal.answer(id, { outcome, detail: null, at });
	}
};
const failure = {
	...{ workflow: '同期', workflowId: 'w1', executionId: '71', node: 'BASEを更新', reason: '503' },
};

it('should close at the next start what nothing closed, once, with its edits', async () => {
	await start('run-1');
	await edit('run-1');
	const { closed } = await start('run-2');
	expect(closed.map(({ record, edits }) => [record.id, record.state, edits.length])).toEqual([
		['run-1', 'dead', 31],
	]);
	expect(closed[0]?.edits[0]).toMatchObject({
		...{ item_id: 1, field_edits: { price: { from: 2600, to: 3120 } } },
	});
	expect((await start('run-3')).closed.map(({ record }) => record.id)).toEqual(['run-2']);
});

it('should close no run that lives', async () => {
	await start('run-1');
	const second = await start('run-2', 'run-2', false);
	expect(second).toMatchObject({ skip: { kind: 'other_run', holder: 'run-1' }, closed: [] });
	expect(await ledger.history.get('run-1')).toMatchObject({ state: 'running' });
	expect(await ledger.history.get('run-2')).toBeNull();
});

it('should close the run of a failed execution, and let the next one begin', async () => {
	await start('run-1', '71');
	await edit('run-1');
	const failed = await failExecution(ledger, failure, now);
	expect(failed?.record).toMatchObject({
		...{ id: 'run-1', account: 'main', workflow: '同期', started_at: at },
		...{ state: 'failed', reason: '503', node: 'BASEを更新', edits: 31 },
	});
	expect(await ledger.leases.current(NAME)).toBeNull();
	expect(await failExecution(ledger, { ...failure, reason: 'x' }, now)).toEqual(failed);
	expect(await readClosedRun(ledger, 'run-1')).toEqual(failed);
	expect((await start('run-2')).closed).toEqual([]);
});

it('should close nothing for an execution that failed before its run', async () => {
	await start('run-1', '71');
	for (const executionId of ['', '72']) {
		expect(await failExecution(ledger, { ...failure, executionId }, now)).toBeNull();
	}
	expect(await failExecution(ledger, { ...failure, workflowId: 'w2' }, now)).toBeNull();
	expect(await ledger.history.get('run-1')).toMatchObject({ state: 'running' });
});

it('should take the latest run where n8n counts its executions anew', async () => {
	await start('run-1', '71');
	await start('run-2', '71');
	await ledger.history.open({
		...(await ledger.history.get('run-2'))!,
		started_at: '2026-11-24T12:05:00.000Z',
	});
	expect((await failExecution(ledger, failure, now))?.record.id).toBe('run-2');
});
