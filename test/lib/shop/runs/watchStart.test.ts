import { openCache } from '../../../../lib/cache/cache';
import { openLedger, type Ledger } from '../../../../lib/ledger/ledger';
import { LEASE_MS } from '../../../../lib/ledger/runs/run';
import { startRun, type NamedRun } from '../../../../lib/shop/runs/startRun';
import { MemoryStore } from '../../../support/memoryStore';

const at = '2026-11-24T12:00:00.000Z';
const process = { host: 'one', pid: 7, token: 'a' };

let now: number;
let store: MemoryStore;
let ledger: Ledger;

beforeEach(() => {
	now = Date.parse(at);
	store = new MemoryStore();
	ledger = openLedger({ store, now: () => now });
});

interface Start {
	task?: 'watch' | 'sync';
	isManual?: boolean;
	/** Called with each second of waiting. */
	pass?: () => Promise<void>;
}

/** Starts a run while another one of the same shop and task, alive, is at work. */
async function start({ task = 'watch', isManual = false, pass }: Start) {
	const lease = `${task}/main`;
	await ledger.leases.acquire(lease, 'before', LEASE_MS, { process });
	const run: NamedRun = {
		...{ id: 'next', workflow: 'w1', account: 'main', dry_run: false, limit: 0, total: 300, task },
		...{ started_at: at, lease, room: '' },
	};
	const rules = {
		...{ isOpen: true, minimumMinutes: 0, takesOver: false, isManual, process },
		judgeHolder: () => 'alive' as const,
	};
	const began = now;
	const { skip } = await startRun(
		run,
		{ workflow: '見張り', account: 'main', workflowId: 'w1' },
		rules,
		{
			data: { ledger, cache: openCache({ store, now: () => now }) },
			now: () => now,
			sleep: async (ms) => {
				now += ms;
				await pass?.();
			},
		},
	);
	return { skip, waitedMs: now - began };
}

it('should let a watch wait for the one before it, which has its last edits to send', async () => {
	const pass = async () => {
		if (now - Date.parse(at) === 20_000) await ledger.leases.release('watch/main', 'before');
	};
	expect(await start({ pass })).toEqual({ skip: null, waitedMs: 20_000 });
});

it('should skip a watch if the one before it goes on for longer', async () => {
	const { skip, waitedMs } = await start({});
	expect(skip).toMatchObject({ kind: 'other_run', holder: 'before' });
	expect(waitedMs).toBe(45_000);
});

it.each<Start>([{ task: 'sync' }, { isManual: true }])(
	'should not let a sync, or a person who looks on, wait: %o',
	async (given) => {
		const { skip, waitedMs } = await start(given);
		expect(skip).toMatchObject({ kind: 'other_run', holder: 'before' });
		expect(waitedMs).toBe(0);
	},
);
