import { defaultValues } from '../../../../lib/ledger/rules/ruleValues';
import type { RunFigures } from '../../../../lib/ledger/runs/runMemory';
import type { RunRecord } from '../../../../lib/ledger/runs/runRecords';
import { toStamp } from '../../../../lib/listing/stamp';
import { readStanding } from '../../../../lib/shop/state/readStanding';
import { standardRules } from '../../../../lib/health/health';
import { MemoryStore } from '../../../support/memoryStore';
import { figures } from '../../../support/runFigures';
import { openStored, type Stored } from '../../../support/stored';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-24T00:00:00+09:00');
const NAME = 'sync/shop';
const runner = { workflow: '価格・在庫の同期', account: 'shop' };
const schedule = {
	interval: { shortest_ms: 3 * HOUR, longest_ms: 3 * HOUR },
	next_starts: [],
};

let now: number;
let stored: Stored;

beforeEach(async () => {
	now = START;
	stored = openStored({ store: new MemoryStore(), now: () => now });
});

const read = async () => await readStanding('shop', { ledger: stored, now: () => now });
const kinds = async () => (await read()).matters.map(({ kind }) => kind);

const record = (changes: Partial<RunRecord> = {}): RunRecord => ({
	...{ id: `run-${now}`, name: NAME, account: 'shop', mode: 'sync', workflow_id: 'w' },
	...{ workflow: runner.workflow, execution: '1', started_at: toStamp(now), is_manual: false },
	...{ dry_run: false, total: null, state: 'running', closed_at: null },
	...{ node: null, reason: null, edits: null },
	...changes,
});

async function start(): Promise<string> {
	const open = record();
	await stored.history.open(open);
	await stored.leases.acquire(NAME, open.id, 10 * 60_000);
	await stored.runs.started(NAME, runner, { at: now, isManual: false, id: open.id, schedule });
	return open.id;
}

async function finish(id: string, change: Partial<RunFigures> = {}): Promise<void> {
	await stored.history.close(id, {
		...{ state: 'finished', closed_at: toStamp(now), node: null, reason: null, edits: 0 },
		telling: 'none',
	});
	await stored.runs.succeeded(NAME, {
		...{ id, at: now, isWhole: true, tookMs: HOUR, runner },
		figures: { ...figures, ...change },
	});
	await stored.leases.release(NAME, id);
}

/** A whole run that ends an hour later. */
async function run(change: Partial<RunFigures> = {}): Promise<void> {
	const id = await start();
	now += HOUR;
	await finish(id, change);
}

const goLive = async () =>
	await stored.rules.save('shop', { ...defaultValues, live: true }, 'settings');

describe('the state of a shop', () => {
	it('should not be called well before its first run', async () => {
		expect(await read()).toEqual({
			...{ tone: 'warn', matters: [{ kind: 'never_ran' }] },
			...{ running: [], confirmed_at: null, unanswered: 0, next_at: null, watched: [] },
		});
	});

	it('should be good after a whole live run, with the time of the next', async () => {
		await goLive();
		await run({ dry_run: false });
		expect(await read()).toMatchObject({
			...{ tone: 'good', matters: [], confirmed_at: START + HOUR, next_at: START + 3 * HOUR },
		});
	});

	it('should say that only tests have run', async () => {
		await run({ dry_run: true });
		expect(await read()).toMatchObject({ tone: 'warn', matters: [{ kind: 'test_run' }] });
	});

	it('should be bad once the heartbeat would raise an alarm', async () => {
		await goLive();
		await run({ dry_run: false });
		now += 10 * HOUR;
		expect(await read()).toMatchObject({
			...{ tone: 'bad', matters: [{ kind: 'alarm', alarm: { kind: 'no_success' } }] },
		});
	});

	it('should be bad after a run that failed, with the reason', async () => {
		const id = await start();
		await stored.history.close(id, {
			...{ state: 'failed', closed_at: toStamp(now), node: 'BASEを更新', reason: '接続できません' },
			...{ edits: 0, telling: 'due' },
		});
		await stored.leases.release(NAME, id);
		expect(await read()).toMatchObject({
			tone: 'bad',
			matters: [{ kind: 'broken_run', record: { reason: '接続できません' } }],
		});
	});

	it('should be bad after a run that n8n took down with it', async () => {
		await start();
		now += HOUR;
		expect(await kinds()).toEqual(['broken_run']);
	});

	it('should be good again after the next run', async () => {
		await goLive();
		await start();
		now += HOUR;
		await stored.leases.release(NAME, `run-${START}`);
		await run({ dry_run: false });
		expect(await kinds()).toEqual([]);
	});

	it('should leave the end of what only a person starts to its own page', async () => {
		const open = record();
		await stored.history.open(open);
		await stored.runs.started(NAME, runner, { at: now, isManual: true, id: open.id });
		expect(await kinds()).toEqual(['never_ran']);
	});

	it('should name brake and pause, and of both the brake', async () => {
		await stored.pauses.set('shop', { by: 'owner', reason: '棚卸し' });
		expect((await read()).matters).toMatchObject([{ kind: 'pause', pause: { reason: '棚卸し' } }]);
		await stored.brakes.add('shop', { run: 'r', pausedBefore: null, until: null });
		expect(await kinds()).toEqual(['brake']);
	});

	it('should count what waits for an answer', async () => {
		const member = (item_id: number) => ({
			...{ name: String(item_id), item_id, asin: 'B000000001' },
			...{ proposal: { price: 1500 }, facts: { price: 1300, floor: 1100 } },
		});
		await stored.questions.update('shop', {
			...{ kind: 'first_price', version: 1, settled: new Set<string>() },
			held: [member(1), member(2)],
		});
		await goLive();
		await stored.rules.propose('shop', {
			...{ ...defaultValues, live: true },
			guards: { ...defaultValues.guards, refillStock: 5 },
		});
		expect((await read()).matters).toEqual([
			{ kind: 'questions', questions: 1, items: 2 },
			{ kind: 'proposals', count: 1 },
		]);
	});

	it('should know nothing of another shop', async () => {
		await stored.pauses.set('another', { by: 'owner', reason: '棚卸し' });
		expect(await kinds()).toEqual(['never_ran']);
	});
});

describe('a run that works', () => {
	it('should have no progress before the list is read', async () => {
		const id = await start();
		expect((await read()).running).toEqual([
			{
				...{ id, mode: 'sync', started_at: toStamp(START), dry_run: false },
				...{ progress: null, minutes_left: null },
			},
		]);
	});

	it('should say how far it is, and how long it takes by its pace', async () => {
		const id = await start();
		await stored.leases.renew(NAME, id, 10 * 60_000, { done: 0, total: 300 });
		await stored.leases.renew(NAME, id, 10 * 60_000, { done: 120, total: 300 });
		now += 4 * 60_000;
		expect((await read()).running).toMatchObject([
			{ progress: { done: 120, total: 300 }, minutes_left: 6 },
		]);
	});

	it('should go by the last run before its first chunk', async () => {
		await run({ dry_run: false, total: 300 });
		const id = await start();
		await stored.leases.renew(NAME, id, 10 * 60_000, { done: 0, total: 300 });
		now += 9 * 60_000;
		expect((await read()).running).toMatchObject([{ minutes_left: 51 }]);
	});

	it('should not be running once its lease is over', async () => {
		await start();
		now += HOUR;
		expect((await read()).running).toEqual([]);
	});
});

describe('the expectations of a heartbeat', () => {
	const strict = { ...standardRules, periods: 1, maximumAgeMs: 5 * HOUR };

	it('should be the desk’s too, so that both call the same thing an alarm', async () => {
		await goLive();
		await run({ oldest_age_seconds: 10 * 3600 });
		expect(await kinds()).not.toContain('alarm');
		await stored.heartbeat.look(strict);
		const [worst] = (await read()).matters;
		expect(worst).toMatchObject({ kind: 'alarm', alarm: { kind: 'too_old' }, rules: strict });
	});

	it('should be the usual ones again once that heartbeat has not looked for 8 days', async () => {
		await stored.heartbeat.look(strict);
		now += 9 * 24 * HOUR;
		expect(await stored.heartbeat.readRules()).toEqual([]);
	});

	it('should judge the workflow that a heartbeat names, beside others', async () => {
		await stored.heartbeat.look({ ...strict, workflow: 'ほかの同期' });
		await stored.heartbeat.look(standardRules);
		expect((await stored.heartbeat.readRules()).map(({ workflow }) => workflow)).toEqual([
			'ほかの同期',
			standardRules.workflow,
		]);
	});
});
