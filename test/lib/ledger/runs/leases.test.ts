import { Leases } from '../../../../lib/ledger/runs/leases';
import { MemoryStore } from '../../../support/memoryStore';

const MINUTE = 60_000;
const NAME = 'sync/main';
const mark = { host: 'one', pid: 7, token: 'a' };

let now: number;
let leases: Leases;

beforeEach(() => {
	now = 1_000_000;
	leases = new Leases(new MemoryStore(), () => now);
});

it('should replace a holder that is dead before its time, and say which', async () => {
	await leases.acquire(NAME, 'run 1', 10 * MINUTE, { process: mark });
	const isDead = jest.fn(() => true);
	expect(await leases.acquire(NAME, 'run 2', MINUTE, { isDead })).toMatchObject({
		ok: true,
		replaced: { holder: 'run 1', process: mark },
	});
	expect(isDead.mock.calls).toMatchObject([[{ holder: 'run 1' }]]);
});

it('should never replace a holder that lives', async () => {
	await leases.acquire(NAME, 'run 1', 10 * MINUTE);
	const outcome = await leases.acquire(NAME, 'run 2', MINUTE, { isDead: () => false });
	expect(outcome).toEqual({ ok: false, holder: 'run 1', until: now + 10 * MINUTE });
});

it('should add up the work, and show it to who is refused', async () => {
	await leases.acquire(NAME, 'run 1', 10 * MINUTE, { process: mark });
	await leases.renew(NAME, 'run 1', 10 * MINUTE, { done: 100, total: 300 });
	await leases.renew(NAME, 'run 1', 10 * MINUTE);
	await leases.renew(NAME, 'run 1', 10 * MINUTE, { done: 20, total: 300 });
	expect(await leases.acquire(NAME, 'run 2', MINUTE)).toMatchObject({
		ok: false,
		progress: { done: 120, total: 300 },
	});
	expect(await leases.current(NAME)).toMatchObject({ process: mark });
});

it('should show no more work than there is', async () => {
	await leases.acquire(NAME, 'run 1', 10 * MINUTE);
	for (let round = 0; round < 2; round++) {
		await leases.renew(NAME, 'run 1', 10 * MINUTE, { done: 200, total: 300 });
	}
	expect(await leases.current(NAME)).toMatchObject({ progress: { done: 300, total: 300 } });
});
