import type { NewNotice } from '../../../lib/ledger/notices/notice';
import { findPace } from '../../../lib/report/notices/findPace';
import { describeMatter } from '../../../lib/report/notices/describeNotice';
import { namePace, notePace } from '../../../lib/shop/notices/notePace';
import { MemoryStore } from '../../support/memoryStore';
import { openStored, type Stored } from '../../support/stored';

/** Runs that do not keep up with their interval, as their owner hears of it. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.parse('2026-11-24T00:00:00+09:00');

let now: number;
let stored: Stored;

beforeEach(() => {
	now = START;
	stored = openStored({ store: new MemoryStore(), now: () => now });
});

const facts = { workflow: '同期', took_ms: 260 * MINUTE, interval_ms: 3 * HOUR, progress: null };
const longRun = (more: object = {}): NewNotice => ({
	...{ key: namePace('long_run', 'sync'), kind: 'long_run', item: null, run: 'r1' },
	facts: { ...facts, ...more },
});

/** A run at the end; returns what its message tells, which goes out. */
const endRun = async (...found: NewNotice[]): Promise<Array<string | null>> => {
	await notePace(stored, { account: 'my-shop', mode: 'sync', now }, found);
	const { due } = await stored.notices.due('my-shop', { run: 'r', task: 'sync' });
	await stored.notices.tell('my-shop', new Set(due.map(({ id }) => id)));
	return due.map((notice) => describeMatter(notice));
};

it('should say what happened, what it means, and what to do', async () => {
	expect(await endRun(longRun())).toEqual([
		'「同期」は、一巡に4時間20分かかり、実行間隔の3時間に収まっていません。次の回を見送るため、商品の確認は間隔より遅れます。「定期実行」の間隔を5時間以上にして、Publish してください。',
	]);
});

it.each([
	[35 * MINUTE, '「定期実行」の間隔を40分以上にして'],
	[3 * HOUR, '「定期実行」の間隔を4時間以上にして'],
	[50 * HOUR, '「定期実行」の間隔を2日以上にして'],
])('should advise an interval with some room (%d ms)', async (took_ms, text) => {
	expect((await endRun(longRun({ took_ms })))[0]).toContain(text);
});

it('should say how far a run is that is still at work', async () => {
	const progress = { done: 24_000, total: 30_000 };
	expect((await endRun(longRun({ progress })))[0]).toContain(
		'実行間隔の3時間を過ぎてもまだ動いています (24,000/30,000件)',
	);
});

it('should tell it once a day, also if runs in between are just short enough', async () => {
	const told: number[] = [];
	for (let run = 0; run < 24; run++) {
		now = START + run * 3 * HOUR;
		const lines = await endRun(...(run % 2 === 0 ? [longRun()] : []));
		if (lines.length > 0) told.push(run * 3);
	}
	expect(told).toEqual([0, 24, 48]);
});

it('should not tell it any more once the runs fit', async () => {
	await endRun(longRun());
	now += 26 * HOUR;
	expect(await endRun()).toEqual([]);
	expect(await stored.notices.all('my-shop')).toEqual([]);
});

describe('the pace of a run', () => {
	const interval = { shortest_ms: 3 * HOUR, longest_ms: 3 * HOUR };
	const run = {
		...{ id: 'r1', workflow: 'w', account: 'my-shop', dry_run: false, limit: 0, total: 1 },
		...{ started_at: '', lease: null, room: '', task: 'sync', interval },
	};
	const find = (tookMs: number, ...items: Array<Partial<Record<string, string | null>>>) =>
		findPace(
			items.map((item) => ({
				...{ offer_source: 'cache', offer_status: 'in_stock', price_updated_at: null },
				...item,
			})),
			{ run, workflow: '同期', tookMs, now },
		);
	const confirmed = (hours: number) => ({
		price_updated_at: new Date(now - hours * HOUR).toISOString(),
	});

	it('should be fine within the interval', () => {
		expect(find(3 * HOUR, confirmed(3))).toEqual([]);
	});

	it('should be too slow beyond it', () => {
		expect(find(3 * HOUR + 1)).toMatchObject([{ kind: 'long_run', key: 'long_run sync' }]);
	});

	it('should count the items that were passed over as fresh for longer', () => {
		const [notice] = find(HOUR, confirmed(4), confirmed(5), confirmed(2));
		expect(notice).toMatchObject({ kind: 'missed_turn', facts: { count: 2, oldest_ms: 5 * HOUR } });
	});

	it('should count no item that was asked about, or is gone at Amazon', () => {
		const asked = { ...confirmed(9), offer_source: 'amazon', offer_status: 'unknown' };
		expect(find(HOUR, asked, { ...confirmed(9), offer_status: 'gone' })).toEqual([]);
	});
});
