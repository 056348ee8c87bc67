import type { INodeParameters } from 'n8n-workflow';
import { join } from 'node:path';
import type { Run } from '../../lib/ledger/runs/run';
import { defaultValues } from '../../lib/ledger/rules/ruleValues';
import { inARow, itemsNode, runWorkflow, useTemporaryUserFolder } from '../support/n8nEngine';
import { openFolder, type Stored } from '../support/stored';

const type = 'n8n-nodes-amazon-base-sync.runGuard';
const tokyo = (text: string) => Date.parse(`${text}:00+09:00`);

/** Start on a clock that the test turns. 2026-11-23 is a Monday. */
describe('Run Guard: Start', () => {
	let now = 0;
	let cache: Stored;

	beforeEach(() => {
		now = tokyo('2026-11-23T08:00');
		jest.spyOn(Date, 'now').mockImplementation(() => now);
		const folder = join(useTemporaryUserFolder(), '.n8n/amazon-base-sync/default');
		cache = openFolder({ folder, now: () => now });
	});
	afterEach(() => jest.restoreAllMocks());

	const start = async (
		options: INodeParameters,
		mode: 'trigger' | 'manual' = 'trigger',
		settings = {},
		more: INodeParameters = {},
	) => {
		const parameters = { operation: 'start', dryRun: true, options, ...more };
		const nodes = inARow(itemsNode([{}]), { name: 'it', type, parameters });
		const run = await runWorkflow(
			{ id: 'sync', name: '同期', settings, ...nodes },
			{ credentials: {}, mode },
		);
		const [started] = run.output('it');
		const [skipped] = run.output('it', 1);
		return { error: run.error, started, reason: skipped?.reason, run };
	};
	const release = async (started: { run?: unknown } | undefined) =>
		await cache.leases.release('sync/default', (started?.run as { id: string }).id);

	describe('the hours that the owner saved at the desk', () => {
		const scheduled = async (typed: string) =>
			await start({ hoursText: typed }, 'trigger', {}, { account: 'shop', rulesFrom: 'settings' });

		beforeEach(async () => {
			const values = { ...defaultValues, live: true };
			await cache.rules.save('shop', values, 'settings');
			await cache.rules.takePlaces('shop', { room: '', business_hours: '' });
			await cache.rules.amend('shop', { business_hours: '09:00-18:00' }, 'owner');
		});

		it('should hold for a sync whose settings name none', async () => {
			expect((await scheduled('')).reason).toBe('営業時間外です');
			now = tokyo('2026-11-23T09:30');
			expect((await scheduled('')).started).toBeDefined();
		});

		it('should give way to those of the settings', async () => {
			expect((await scheduled('07:00-08:30')).started).toBeDefined();
		});

		it('should not keep a run from noticing that the settings name none any more', async () => {
			await cache.rules.takePlaces('shop', { room: '', business_hours: '01:00-02:00' });
			expect((await scheduled('01:00-02:00')).reason).toBe('営業時間外です');
			expect((await scheduled('')).started).toBeDefined();
		});

		it('should hold against those of the settings that stand there since before', async () => {
			await cache.rules.takePlaces('shop', { room: '', business_hours: '07:00-08:30' });
			await cache.rules.amend('shop', { business_hours: '09:00-18:00' }, 'owner');
			expect((await scheduled('07:00-08:30')).reason).toBe('営業時間外です');
			await cache.rules.amend('shop', { business_hours: '' }, 'owner');
			now = tokyo('2026-11-23T22:00');
			expect((await scheduled('07:00-08:30')).started).toBeDefined();
		});
	});

	describe('the room that the owner saved at the desk', () => {
		const roomOf = async (room: string, mode: 'trigger' | 'manual' = 'trigger') => {
			now += 60_000;
			const more = { account: 'shop', rulesFrom: 'settings', room };
			const { started } = await start({}, mode, {}, more);
			const run = started?.run as Run;
			await cache.leases.release(run.lease!, run.id);
			return [run.room, run.settings?.typedRoom];
		};

		beforeEach(async () => {
			await cache.rules.save('shop', { ...defaultValues, live: true }, 'settings');
			await cache.rules.takePlaces('shop', { room: '7', business_hours: '' });
			await cache.rules.amend('shop', { room: '8' }, 'owner');
		});

		it('should hold against the one that stands in the settings since before', async () => {
			expect(await roomOf('7')).toEqual(['8', '7']);
			expect(await roomOf('7')).toEqual(['8', '7']);
		});

		it('should give way to another one in the settings, and to none by hand', async () => {
			expect(await roomOf('9')).toEqual(['9', '9']);
			expect(await roomOf('7', 'manual')).toEqual(['7', '7']);
		});

		it('should stay where the settings name none any more, or the book none', async () => {
			expect(await roomOf('')).toEqual(['8', '']);
			await cache.rules.amend('shop', { room: '' }, 'owner');
			expect(await roomOf('7')).toEqual(['7', '7']);
		});
	});

	const hoursText = '月-金 09:00-18:00, 土 22:00-02:00';

	it('should go by the hours of Japan where n8n has the zone of another country', async () => {
		now = tokyo('2026-11-23T09:30');
		const { started } = await start({ hoursText }, 'trigger', { timezone: 'America/New_York' });
		expect(started?.run).toMatchObject({
			id: expect.stringMatching(/^20261123-0930-/) as string,
			started_at: '2026-11-23T09:30:00.000+09:00',
		});
	});

	it.each([
		['2026-11-23T08:59', false],
		['2026-11-23T09:00', true],
		['2026-11-23T18:00', false],
		['2026-11-28T12:00', false],
		['2026-11-29T01:59', true],
		['2026-11-29T02:00', false],
	])('should keep the hours of the text at %s', async (time, isOpen) => {
		now = tokyo(time);
		const { started, reason } = await start({ hoursText });
		expect([started !== undefined, reason]).toEqual([
			isOpen,
			isOpen ? undefined : '営業時間外です',
		]);
	});

	it('should note a skip outside the hours as a sign of life, with its reason', async () => {
		await start({ hoursText });
		expect(await cache.runs.get('sync/default')).toMatchObject({
			workflow: '同期',
			last_skip: { at: now, reason: '営業時間外です' },
			last_stood_back_at: now,
			last_scheduled_at: now,
			last_started_at: null,
		});
	});

	it('should be open in the windows of both fields together', async () => {
		const hours = { windows: [{ from: '07:00', to: '08:30', weekdays: [] }] };
		expect((await start({ hoursText, hours })).started).toBeDefined();
	});

	it('should let a run by hand pass the hours and the last success, never a lease', async () => {
		await cache.leases.acquire('sync/default', 'other', 600_000);
		const refused = await start({ hoursText, minimumMinutes: 60 }, 'manual');
		expect(refused.error).toContain('前の実行が動いています');
		const memory = await cache.runs.get('sync/default');
		expect(memory).toMatchObject({ last_stood_back_at: null, last_scheduled_at: null });
		await cache.leases.release('sync/default', 'other');
		expect((await start({ hoursText }, 'manual')).started).toBeDefined();
	});

	it('should close nothing by hours that nobody can read', async () => {
		const { error, started } = await start({ hoursText: '9時から' });
		expect(error).toBeUndefined();
		expect(started).toBeDefined();
	});

	it('should close nothing by a list of hours that nobody can read', async () => {
		const windows = [{ from: '07:00', to: '25:30', weekdays: [] }];
		const { error, started } = await start({ hours: { windows } });
		expect(error).toBeUndefined();
		expect(started).toBeDefined();
	});

	const finish = async (limit: number) => {
		const run = {
			...{ id: `r${now}`, workflow: 'sync', account: '', dry_run: true, limit, total: 500 },
			...{ started_at: '2026-11-23T08:00:00+09:00', lease: 'sync/default' },
		};
		const parameters = { operation: 'finish', run };
		const nodes = inARow(itemsNode([{ summary: {} }]), { name: 'it', type, parameters });
		const outcome = await runWorkflow({ id: 'sync', ...nodes }, { credentials: {} });
		expect(outcome.error).toBeUndefined();
	};

	it('should stand back right after a success, but not after a run by hand of a part', async () => {
		await finish(100);
		now += 60_000;
		const { started } = await start({ minimumMinutes: 60 });
		expect(started).toBeDefined();
		await release(started);
		await finish(0);
		now += 60_000;
		expect((await start({ minimumMinutes: 60 })).reason).toContain('成功したばかりです');
		now += 60 * 60_000;
		expect((await start({ minimumMinutes: 60 })).started).toBeDefined();
	});

	it('should forget edits after 90 days, and none because a clock jumped ahead', async () => {
		const DAY = 24 * 3_600_000;
		const edit = { account: 'my-shop', item_id: 1, asin: 'B0006L0120', why: null };
		const field_edits = { price: { from: 1_000, to: 1_300 } };
		const at = new Date(now).toISOString();
		await cache.journal.intend({ ...edit, run: 'run-1', field_edits, at });
		const runs = async () => (await cache.journal.runs()).map(({ run }) => run);
		await finish(0);
		now += 89 * DAY;
		await finish(0);
		expect(await runs()).toEqual(['run-1']);
		now += 300 * DAY;
		await finish(0);
		expect(await runs()).toEqual(['run-1']);
		now -= 298 * DAY;
		await finish(0);
		expect(await runs()).toEqual([]);
	});

	it('should start for a paused shop all the same, and say so', async () => {
		await cache.runs.started(
			'sync/default',
			{ workflow: '同期', account: 'my-shop' },
			{
				at: now,
				isManual: false,
			},
		);
		await cache.pauses.set('my-shop', { by: 'owner', reason: '棚卸し' });
		const { started } = await start({});
		expect(started).toMatchObject({ paused: { reason: '棚卸し' }, run: { dry_run: true } });
	});
});

/** A watch told a change while the clock was 4 hours ahead; a sync told the next one by the right clock. */
