import type { HealthRules } from '../../../lib/ledger/heartbeat';
import {
	findAlarms,
	isOver,
	isWatched,
	oldestAgeMs,
	watchedRuns,
} from '../../../lib/health/health';
import type { RunFigures, RunMemory } from '../../../lib/ledger/runs/runMemory';
import { MemoryStore } from '../../support/memoryStore';
import { findNews } from '../../../lib/health/news';
import { describeAlarm } from '../../../lib/report/healthMessage';
import { figures } from '../../support/runFigures';
import { openStored, type Stored } from '../../support/stored';

const HOUR = 3_600_000;
const tokyo = (text: string) => Date.parse(`${text}:00+09:00`);
const START = tokyo('2026-11-24T00:00');

const rules: HealthRules = {
	workflow: '価格・在庫の同期',
	ignored: [],
	intervalMs: 3 * HOUR,
	periods: 2,
	maximumAgeMs: 12 * HOUR,
};

const runner = { workflow: 'Amazon→BASE 価格・在庫の同期', account: 'my-shop' };

/** A heartbeat on a clock that the test turns. */
describe('the heartbeat', () => {
	let now: number;
	let cache: Stored;
	let isDelivered: boolean;
	/** When the rule book of a shop went live, by account. */
	let liveSince: Map<string, number>;

	beforeEach(() => {
		now = START;
		isDelivered = true;
		liveSince = new Map();
		cache = openStored({ store: new MemoryStore(), now: () => now });
	});

	const succeed = async (
		change: Partial<RunFigures> = {},
		more: { name?: string; isWhole?: boolean; account?: string; workflow?: string } = {},
	) =>
		await cache.runs.succeeded(more.name ?? 'id1/default', {
			id: `run-${now}`,
			at: now,
			isWhole: more.isWhole ?? true,
			tookMs: 0,
			figures: { ...figures, ...change },
			runner: {
				workflow: more.workflow ?? runner.workflow,
				account: more.account ?? runner.account,
			},
		});

	/** One look: the kinds that are wrong, and whether a message is due, which then goes out or not. */
	const look = async (change: Partial<HealthRules> = {}) => {
		const mine = { ...rules, ...change };
		const firstLookedAt = await cache.heartbeat.looked(mine.workflow);
		const watched = watchedRuns(await cache.runs.all(), mine, now);
		const alarms = findAlarms(watched, mine, { firstLookedAt, liveSince, now });
		const told = Object.values((await cache.heartbeat.get()).told);
		const news = findNews(
			alarms,
			told.filter(({ key }) => isWatched(key, watched, mine)),
			now,
			(alarm) => isOver(alarm, watched, now),
		);
		const recovered = news.recovered.map(({ kind }) => kind);
		if (news.hasNews && isDelivered) {
			await cache.heartbeat.told({ alarms, recovered: news.recovered.map(({ key }) => key) });
		}
		const lasting = news.lasting.map(({ kind }) => kind);
		return {
			kinds: alarms.map(({ kind }) => kind),
			told: news.hasNews,
			recovered,
			lasting,
			alarms,
			texts: alarms.map((alarm) =>
				describeAlarm(
					alarm,
					watched.find(({ key }) => alarm.key.startsWith(`${key}: `)),
					mine,
					{ now: () => now },
				),
			),
		};
	};

	/** Looks every hour, and tells at which hours a message was due. */
	const hoursWithNews = async (
		hours: number,
		each: () => Promise<void> = async () => undefined,
	) => {
		const found: number[] = [];
		for (let hour = 0; hour < hours; hour++) {
			now += HOUR;
			await each();
			if ((await look()).told) found.push((now - START) / HOUR);
		}
		return found;
	};

	it('should stay silent for a week of runs every 3 hours', async () => {
		await succeed();
		const found = await hoursWithNews(7 * 24, async () => {
			if (((now - START) / HOUR) % 3 === 0) await succeed();
		});
		expect(found).toEqual([]);
	});

	it('should tell of silence once after 2 periods, then daily, then of the recovery once', async () => {
		await succeed();
		// 6 h is the limit itself; the age of the price joins 12 h - 10 min after the run: one message.
		expect(await hoursWithNews(11)).toEqual([7]);
		expect(await hoursWithNews(45)).toEqual([12, 36]);
		await succeed();
		const { kinds, told, recovered } = await look();
		expect(kinds).toEqual([]);
		expect(told).toBe(true);
		expect(recovered.sort()).toEqual(['no_success', 'too_old']);
		expect((await look()).told).toBe(false);
	});

	it('should repeat a message that was lost each time it looks, and no longer once one is out', async () => {
		await succeed();
		isDelivered = false;
		expect(await hoursWithNews(10)).toEqual([7, 8, 9, 10]);
		isDelivered = true;
		now += 60_000;
		expect((await look()).told).toBe(true);
		expect((await look()).told).toBe(false);
	});

	it('should say nothing of a recovery whose alarm never reached anybody', async () => {
		await succeed();
		isDelivered = false;
		expect(await hoursWithNews(7)).toEqual([7]);
		await succeed();
		expect(await look()).toMatchObject({ told: false, recovered: [] });
	});

	it('should repeat a lost recovery, and count an alarm that returns before it as lasting', async () => {
		await succeed();
		now += 7 * HOUR;
		expect((await look()).kinds).toEqual(['no_success']);
		await succeed();
		isDelivered = false;
		expect(await look()).toMatchObject({ told: true, recovered: ['no_success'] });
		expect(await look()).toMatchObject({ told: true, recovered: ['no_success'] });
		isDelivered = true;
		now += 7 * HOUR;
		expect(await look()).toMatchObject({ kinds: ['no_success'], told: false });
	});

	const skip = (isHealthySkip: boolean) => async () => {
		if (((now - START) / HOUR) % 3 !== 0) return;
		const reason = '営業時間外です';
		await cache.runs.skipped('id1/default', runner, {
			at: now,
			reason,
			isHealthySkip,
			isManual: false,
		});
	};

	it('should take standing back outside the hours as life, a lease held by another not', async () => {
		await succeed();
		expect(await hoursWithNews(12, skip(true))).toEqual([]);
		await succeed();
		// The last success is of hour 12 now.
		expect(await hoursWithNews(7, skip(false))).toEqual([19]);
	});

	it('should not call prices too old over a night and a weekend outside the hours, but not for ever', async () => {
		await succeed();
		expect(await hoursWithNews(63, skip(true))).toEqual([]);
		expect(await hoursWithNews(60, skip(true))).toEqual([84, 108]);
	});

	it('should not call standing back a success: the alarm is over with the next real one', async () => {
		await succeed();
		expect(await hoursWithNews(8)).toEqual([7]);
		expect(await hoursWithNews(4, skip(true))).toEqual([]);
		expect(await look()).toMatchObject({ kinds: [], recovered: [], lasting: ['no_success'] });
		await succeed();
		expect(await look()).toMatchObject({ told: true, recovered: ['no_success'], lasting: [] });
	});

	it('should alarm at a run that knows nothing of any item, not at one served from the cache', async () => {
		await succeed({ fetched: 0, from_cache: 100 });
		now += 60_000;
		expect((await look()).kinds).toEqual([]);
		await succeed({ fetched: 100, unknown: 100 });
		now += 60_000;
		expect((await look()).kinds).toEqual(['nothing_known']);
		await succeed({ fetched: 0, from_cache: 0, unknown: 0 });
		now += 60_000;
		expect((await look()).kinds).toEqual(['nothing_known']);
		await succeed({ total: 0, fetched: 0 });
		now += 60_000;
		expect((await look()).kinds).toEqual(['nothing_known']);
		await succeed({ unknown: 99 });
		now += 60_000;
		expect(await look()).toMatchObject({ kinds: [], recovered: ['nothing_known'] });
	});

	it('should not take a night without an order for a run that knows nothing', async () => {
		await succeed({ total: 0, fetched: 0, from_cache: 0 }, { name: 'orders/my-shop' });
		now += 60_000;
		expect((await look()).kinds).toEqual([]);
	});

	it('should let the age of the last run grow with time, up to the limit', async () => {
		await succeed({ oldest_age_seconds: 11 * 3600 });
		const memory = await cache.runs.get('id1/default');
		expect(oldestAgeMs(memory, now + HOUR)).toBe(12 * HOUR);
		now += HOUR;
		expect((await look()).kinds).toEqual([]);
		now += 1;
		expect((await look()).alarms).toMatchObject([{ kind: 'too_old', since: START + HOUR }]);
	});

	it('should not let a run by hand of 100 items pass for a success, nor hide how old the rest is', async () => {
		await succeed({ oldest_age_seconds: 11 * 3600 });
		now += 7 * HOUR;
		await succeed({ oldest_age_seconds: 0, unknown: 100 }, { isWhole: false });
		now += 60_000;
		expect((await look()).kinds).toEqual(['no_success', 'too_old']);
	});

	it('should wait 2 periods for a first run, and know one that started and never succeeded', async () => {
		expect((await look()).kinds).toEqual([]);
		expect(await hoursWithNews(8)).toEqual([7]);
		expect((await look()).kinds).toEqual(['never_ran']);
		await cache.runs.started(
			'id1/default',
			{ ...runner, account: '' },
			{ at: now, isManual: false },
		);
		expect(await look()).toMatchObject({ kinds: [], told: true, recovered: ['never_ran'] });
		now += 6 * HOUR + 1;
		expect((await look()).kinds).toEqual(['no_success']);
	});

	it('should watch each account by itself, and only workflows of the wanted name', async () => {
		await succeed();
		await succeed({}, { name: 'id2/default', account: 'second' });
		await succeed({}, { name: 'id3/default', workflow: '商品情報の更新' });
		now += 5 * HOUR;
		await succeed({}, { name: 'id2/default', account: 'second' });
		now += 2 * HOUR;
		expect((await look()).alarms).toMatchObject([{ account: 'my-shop', kind: 'no_success' }]);
		expect((await look({ workflow: '' })).alarms).toHaveLength(2);
		expect((await look({ ignored: ['my-shop'] })).alarms).toEqual([]);
		expect((await look({ ignored: ['id1'] })).alarms).toEqual([]);
		expect((await look({ ignored: ['id9', 'second'] })).alarms).toHaveLength(1);
	});

	it('should let an import under a new id take over from the old one', async () => {
		await succeed();
		now += 7 * HOUR;
		await succeed({}, { name: 'id9/default' });
		expect(await look()).toMatchObject({ kinds: [], told: false });
	});

	it('should call an alarm over that the changed rules would not have raised', async () => {
		await succeed();
		now += 4 * HOUR;
		expect(await look({ intervalMs: HOUR })).toMatchObject({ kinds: ['no_success'], told: true });
		expect(await look()).toMatchObject({ kinds: [], recovered: ['no_success'] });
	});

	it('should forget a first import that never succeeded, once another runs for the shop', async () => {
		await cache.runs.started(
			'id1/default',
			{ ...runner, account: '' },
			{ at: now, isManual: false },
		);
		now += HOUR;
		await succeed({}, { name: 'id9/default' });
		now += 3 * HOUR;
		await succeed({}, { name: 'id9/default' });
		now += 4 * HOUR;
		expect(await look()).toMatchObject({ kinds: [], told: false });
	});

	const dry = { dry_run: true };
	const succeedDry = async () => {
		if (((now - START) / HOUR) % 3 === 0) await succeed(dry);
	};

	it('should tell of dry runs that follow a live one for 2 periods, then daily, then the end', async () => {
		await succeed();
		expect(await hoursWithNews(48, succeedDry)).toEqual([7, 31]);
		expect(await look()).toMatchObject({ kinds: ['only_dry'] });
		await succeed();
		expect(await look()).toMatchObject({ kinds: [], told: true, recovered: ['only_dry'] });
	});

	it('should name the last live run and the setting that makes the runs dry', async () => {
		await succeed();
		await hoursWithNews(9, succeedDry);
		const { texts } = await look();
		expect(texts).toEqual([
			expect.stringContaining('は、11/24 00:00 の本番の実行を最後に、テスト実行だけが'),
		]);
		expect(texts[0]).toContain('「設定」の dry_run がオンのままになっていないか');
	});

	it('should say nothing of dry runs of a shop that was never live', async () => {
		await succeed(dry);
		expect(await hoursWithNews(72, succeedDry)).toEqual([]);
	});

	it('should tell of dry runs if the rule book is live, without a live run in memory', async () => {
		liveSince.set('my-shop', START);
		await succeed(dry);
		expect(await hoursWithNews(12, succeedDry)).toEqual([7]);
		expect((await look()).texts).toEqual([
			expect.stringContaining('(my-shop)は、テスト実行だけが続いています'),
		]);
	});

	it('should know from an older memory that the last run was live', async () => {
		await succeed();
		const { last_live_success_at: _, ...older } = await cache.runs.get('id1/default');
		const [watched] = watchedRuns(new Map([['id1/default', older as RunMemory]]), rules, now);
		expect(watched).toMatchObject({ wasLive: true });
	});

	it("should not take the success of the watch in the same workflow for the sync's", async () => {
		await succeed();
		const sync = (await cache.runs.get('id1/default'))!;
		now += 7 * HOUR;
		const watch = { ...sync, last_scheduled_at: now, last_whole: null };
		const memories = new Map<string, RunMemory>([
			['sync/default', sync],
			['watch/default', watch],
		]);
		const watched = watchedRuns(memories, rules, now);
		expect(watched.map(({ memory }) => memory)).toEqual([sync]);
	});

	it('should give dry runs after a weekend outside the hours time to be live again', async () => {
		await succeed();
		expect(await hoursWithNews(62, skip(true))).toEqual([]);
		await succeed(dry);
		expect(await look()).toMatchObject({ kinds: [] });
		now += 7 * HOUR;
		await succeed(dry);
		expect(await look()).toMatchObject({ kinds: ['only_dry'] });
	});

	it('should not call a night outside the hours the end of the dry runs', async () => {
		await succeed();
		now += 7 * HOUR;
		await succeed(dry);
		expect(await look()).toMatchObject({ kinds: ['only_dry'], told: true });
		now += 2 * HOUR;
		await skip(true)();
		expect(await look()).toMatchObject({ kinds: [], lasting: ['only_dry'], told: false });
	});

	it('should not take a dry run by hand of 100 items for the end of live runs', async () => {
		await succeed();
		now += 5 * HOUR;
		await succeed(dry, { isWhole: false });
		now += HOUR;
		expect(await look()).toMatchObject({ kinds: [] });
	});

	describe('after a clock that was ahead by 10 days', () => {
		const AHEAD = 240 * HOUR;

		const whileAhead = async (act: () => Promise<unknown>) => {
			now += AHEAD;
			await act();
			now -= AHEAD;
		};

		it('should not count a success of it, and say why', async () => {
			await succeed();
			await whileAhead(succeed);
			now += HOUR;
			expect(await look()).toMatchObject({ kinds: [] });
			now += 6 * HOUR;
			const { kinds, texts } = await look();
			expect(kinds).toEqual(['no_success']);
			expect(texts[0]).toContain('記録された時刻 2026-12-04 00:00 が今より先で');
			expect(texts[0]).toContain('時計が合っているか確かめてください');
			await succeed();
			expect(await look()).toMatchObject({ kinds: [], recovered: ['no_success'] });
		});

		it('should not count a skip of it, nor a skip because of a success of it', async () => {
			await succeed();
			await whileAhead(skip(true));
			now += 7 * HOUR;
			expect(await look()).toMatchObject({ kinds: ['no_success'] });
			await whileAhead(succeed);
			await skip(true)();
			expect(await look()).toMatchObject({ kinds: ['no_success'] });
		});

		it('should not call the prices new that were measured then', async () => {
			await whileAhead(async () => await succeed({ oldest_age_seconds: 0 }));
			const [watched] = watchedRuns(await cache.runs.all(), rules, now);
			expect(oldestAgeMs(watched!.memory, now)).toBeNull();
		});

		it('should tell an alarm again that was told then', async () => {
			await succeed();
			await whileAhead(async () => expect((await look()).told).toBe(true));
			now += 7 * HOUR;
			expect(await look()).toMatchObject({ kinds: ['no_success'], told: true });
			now += HOUR;
			expect((await look()).told).toBe(false);
		});

		it('should begin to wait for a first run by the right clock', async () => {
			await whileAhead(look);
			expect(await hoursWithNews(8)).toEqual([8]);
		});

		it('should let the import that runs now win over one that started then', async () => {
			await whileAhead(succeed);
			now += HOUR;
			await succeed({}, { name: 'id9/default' });
			now += HOUR;
			expect(await look()).toMatchObject({ kinds: [] });
		});

		it('should take a minute of difference for no fault', async () => {
			now += 60_000;
			await succeed();
			now -= 60_000;
			expect((await look()).kinds).toEqual([]);
			const [watched] = watchedRuns(await cache.runs.all(), rules, now);
			expect(watched).toMatchObject({ futureStamp: null });
		});
	});

	it('should not call an account recovered that is not watched any more', async () => {
		await succeed();
		now += 7 * HOUR;
		expect((await look()).told).toBe(true);
		expect(await look({ ignored: ['my-shop'] })).toMatchObject({ told: false, recovered: [] });
	});
});

describe('the memory of runs', () => {
	it('should know the accounts that runs told of, also when the next one starts without knowing', async () => {
		const cache = openStored({ store: new MemoryStore(), now: () => START });
		expect(await cache.runs.accounts()).toEqual([]);
		await cache.runs.started(
			'b/default',
			{ workflow: 'w', account: 'b-shop' },
			{ at: START, isManual: false },
		);
		await cache.runs.started(
			'a/default',
			{ workflow: 'w', account: 'a-shop' },
			{ at: START, isManual: false },
		);
		await cache.runs.started(
			'b/default',
			{ workflow: 'w2', account: '' },
			{ at: START + HOUR, isManual: false },
		);
		await cache.runs.started(
			'b/default',
			{ workflow: 'w2', account: '' },
			{ at: START + 2 * HOUR, isManual: true },
		);
		expect(await cache.runs.accounts()).toEqual(['a-shop', 'b-shop']);
		expect(await cache.runs.get('b/default')).toMatchObject({
			workflow: 'w2',
			account: 'b-shop',
			first_seen_at: START,
			last_started_at: START + 2 * HOUR,
			last_scheduled_at: START + HOUR,
		});
	});
});
