import { RunRecords, type RunRecord } from '../../../../lib/ledger/runs/runRecords';
import { MemoryStore } from '../../../support/memoryStore';

const record: RunRecord = {
	...{ id: 'run-1', name: 'sync/main', account: 'main', mode: 'sync', total: 300 },
	...{ workflow_id: 'w1', workflow: '同期', execution: '71', is_manual: false, dry_run: false },
	...{ started_at: '2026-11-24T21:00:00+09:00', state: 'running' },
	...{ closed_at: null, node: null, reason: null, edits: null },
};
const closed_at = '2026-11-24T12:30:00.000Z';
const failed = {
	state: 'failed' as const,
	telling: 'due' as const,
	closed_at,
	node: 'BASEを更新',
	reason: '503',
	edits: 30,
};
const dead = { ...failed, state: 'dead' as const, node: null, reason: null };
const finished = { ...dead, state: 'finished' as const };

let history: RunRecords;

beforeEach(async () => {
	history = new RunRecords(new MemoryStore());
	await history.open(record);
});

it('should close a run with the number of its edits', async () => {
	const closed = await history.close('run-1', failed);
	expect(closed).toEqual({ record: { ...record, ...failed }, isNews: true });
	expect(await history.get('run-1')).toEqual({ ...record, ...failed });
});

it.each([
	['failed', failed, dead],
	['failed', failed, { ...failed, reason: 'another' }],
	['finished', finished, failed],
	['finished', finished, dead],
	['dead', dead, dead],
])('should keep a run as %s that was closed so', async (state, first, second) => {
	await history.close('run-1', first);
	expect(await history.close('run-1', second)).toMatchObject({ isNews: false, record: { state } });
});

it.each([failed, finished])('should correct a run that was taken for dead: $state', async (end) => {
	await history.close('run-1', dead);
	expect(await history.close('run-1', end)).toMatchObject({ isNews: true, record: end });
});

it('should call a failed run finished once a retry brought it to its end', async () => {
	await history.close('run-1', failed);
	expect(await history.close('run-1', finished)).toMatchObject({ isNews: true, record: finished });
});

it('should know nothing of a run that was never opened', async () => {
	expect(await history.close('run-2', failed)).toBeNull();
	await history.learn('run-2', { account: 'main' });
	expect(await history.get('run-2')).toBeNull();
});

it('should forget old runs, but not those that a brake needs', async () => {
	await history.open({ ...record, id: 'run-2' });
	await history.open({ ...record, id: 'run-3', started_at: '2026-11-25T21:00:00+09:00' });
	await history.prune(Date.parse('2026-11-25T00:00:00+09:00'), new Set(['run-2']));
	const left = await history.read(['run-1', 'run-2', 'run-3']);
	expect(left.map(({ id }) => id)).toEqual(['run-2', 'run-3']);
});
