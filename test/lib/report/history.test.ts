import { niceMaximum, renderChart } from '../../../lib/report/pages/historyCharts';
import { sumUpDays } from '../../../lib/report/pages/historyDays';
import { renderHistory } from '../../../lib/report/pages/historyPage';
import { parseHistoryRow, type HistoryRow } from '../../../lib/report/pages/historyRow';

const raw = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
	run: '20261124-2100-7f3',
	workflow: '同期',
	account: 'my-shop',
	dry_run: false,
	started_at: '2026-11-24 21:00',
	finished_at: '2026-11-24 22:12',
	result: '成功',
	notified: '不要',
	total: 100,
	fetched: 98,
	unknown: 2,
	changed: 7,
	edited: 5,
	held: 3,
	failed: 0,
	calls: 5,
	rejected: 0,
	oldest_age_minutes: 125,
	...changes,
});

const row = (changes: Record<string, unknown> = {}): HistoryRow => {
	const parsed = parseHistoryRow(raw(changes));
	if (!parsed) throw new Error('No row');
	return parsed;
};

const dates = ['2026-11-23', '2026-11-24'];
const render = (rows: readonly HistoryRow[]): string =>
	renderHistory(rows, dates)
		.map(({ text }) => text)
		.join('');
/** The lines of the list, without those of the charts' values. */
const countLines = (html: string): number =>
	html.split('最近の実行')[1]!.match(/<tr><td/g)?.length ?? 0;

describe('a row of sync_runs', () => {
	it('should be read with what a skip and an unknown age leave open', () => {
		expect(row()).toMatchObject({ outcome: 'succeeded', isDryRun: false, oldestAgeMinutes: 125 });
		expect(row({ result: '要確認', dry_run: 1 })).toMatchObject({
			outcome: 'attention',
			isDryRun: true,
		});
		const skip = { result: '見送り: 営業時間外です', total: null, oldest_age_minutes: 0 };
		expect(row(skip)).toMatchObject({ outcome: 'skipped', total: 0, oldestAgeMinutes: null });
		expect(row({ oldest_age_minutes: null }).oldestAgeMinutes).toBeNull();
	});

	it.each([{}, { started_at: 5 }, { started_at: '<script>' }])('should refuse %j', (item) => {
		expect(parseHistoryRow(item)).toBeNull();
	});
});

describe('the days of a history', () => {
	it('should add up runs, changes and live edits, and keep the worst age and most held of a day', () => {
		const rows = [
			row(),
			row({ oldest_age_minutes: 90, held: 1, changed: 2, edited: 1, result: '要確認' }),
			row({ dry_run: true, edited: 50, changed: 0, held: 0, oldest_age_minutes: null }),
			row({ result: '見送り: x', changed: null, edited: null, held: null }),
			row({ started_at: '2026-11-22 21:00', changed: 1000 }),
		];
		expect(sumUpDays(rows, dates)).toEqual([
			{
				date: '2026-11-23',
				succeeded: 0,
				attention: 0,
				skipped: 0,
				changed: 0,
				edited: 0,
				held: 0,
				oldestAgeMinutes: null,
			},
			{
				date: '2026-11-24',
				succeeded: 2,
				attention: 1,
				skipped: 1,
				changed: 9,
				edited: 6,
				held: 3,
				oldestAgeMinutes: 125,
			},
		]);
	});
});

describe('a chart', () => {
	it.each([
		[0, 1],
		[1, 1],
		[7, 8],
		[9, 10],
		[240, 300],
		[1001, 2000],
	])('should end the scale of %d at %d', (value, top) => {
		expect(niceMaximum(value)).toBe(top);
	});

	it('should draw bars in proportion, stacked from the bottom, and none for nothing', () => {
		const { text: svg } = renderChart({
			title: '実行',
			unit: '回',
			dates,
			arrangement: 'stacked',
			series: [
				{ name: '成功', colour: 'good', values: [null, 6] },
				{ name: '要確認', colour: 'warn', values: [0, 2] },
			],
		});
		// The plot is 120 high and begins at 8: of a scale of 8, six are 90 high and two are 30.
		expect(svg.match(/<rect/g)).toHaveLength(2);
		expect(svg).toMatch(/class="good"[^>]* y="38"[^>]* height="90"/);
		expect(svg).toMatch(/class="warn"[^>]* y="8"[^>]* height="30"/);
		expect(svg).toContain('<title>2026-11-24 成功 6回</title>');
	});

	it('should say its values without a pointer, and know nothing from none', () => {
		const { text: html } = renderChart({
			title: '保留',
			unit: '件',
			dates,
			arrangement: 'beside',
			series: [{ name: '保留', colour: 'warn', values: [null, 1200] }],
		});
		expect(html.match(/<td[^>]*>[^<]*/g)!.map((cell) => cell.replace(/<[^>]*>/, ''))).toEqual([
			...['11/24', '1,200', '11/23', '-'],
		]);
	});
});

describe('the history page', () => {
	it('should load nothing', () => {
		expect(render([row()])).not.toMatch(/<script|<link|<img|https?:|url\(|@import/);
	});

	it('should sum up the month and list the newest runs first', () => {
		const html = render([
			row({ started_at: '2026-11-23 09:00', edited: 1200 }),
			row({ result: '要確認' }),
		]);
		expect(html).toContain('<strong>1,205件</strong>');
		expect(html).toContain('<strong>2回</strong><small>要確認 1回・見送り 0回</small>');
		expect(html.indexOf('2026-11-24 21:00</td>')).toBeLessThan(
			html.indexOf('2026-11-23 09:00</td>'),
		);
		expect(html).toContain('2時間</td>');
	});

	it('should take the last run that took place for its tiles, and show why another did not', () => {
		const html = render([
			row(),
			row({ started_at: '2026-11-24 23:00', result: '見送り: 営業時間外です' }),
		]);
		expect(html).toContain('<strong>成功</strong><small>2026-11-24 21:00</small>');
		expect(html).toContain('見送り: 営業時間外です');
	});

	it('should show 50 runs and count the rest', () => {
		const rows = Array.from({ length: 53 }, () => row({ changed: 1 }));
		const html = render(rows);
		expect(countLines(html)).toBe(50);
		expect(html).toContain('他 3 回');
	});

	it('should give the sync its share beside a watch that runs eight times as often', () => {
		const at = (minutes: number) =>
			`2026-11-24 ${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
		const watch = Array.from({ length: 48 }, (_, index) =>
			row({ workflow: '巡回', started_at: at(index * 30), changed: 1 }),
		);
		const sync = Array.from({ length: 40 }, (_, index) => row({ started_at: at(index) }));
		const html = render([...sync, ...watch]);
		expect(html.match(/<td data-name="ワークフロー">巡回/g)).toHaveLength(25);
		expect(html.match(/<td data-name="ワークフロー">同期/g)).toHaveLength(25);
		expect(html).toContain('他 38 回');
		// Still the newest first, whoever ran: the watch's newest is of 23:30, the sync's of 00:39.
		expect(html.indexOf('2026-11-24 11:30</td>')).toBeLessThan(
			html.indexOf('2026-11-24 00:39</td>'),
		);
	});

	it('should tell a row of runs without changes in one line, other workflows between them or not', () => {
		const still = { workflow: '巡回', changed: 0, edited: 0, held: 0, unknown: 0 };
		const html = render([
			row({ ...still, started_at: '2026-11-24 09:00', total: 1 }),
			row({ ...still, started_at: '2026-11-24 09:30', total: 2 }),
			row({ started_at: '2026-11-24 09:45' }),
			row({ ...still, started_at: '2026-11-24 10:00', total: 3 }),
			row({ ...still, started_at: '2026-11-24 10:30', held: 1, total: 4 }),
			row({ ...still, started_at: '2026-11-24 11:00', total: 5 }),
		]);
		expect(countLines(html)).toBe(4);
		expect(html).toContain('2026-11-24 10:00 (2026-11-24 09:00 から3回)</td>');
		expect(html).toContain('>成功 (変化なし)</b>');
		// The figures are those of the newest of the three.
		expect(html).toContain('data-name="商品">3</td>');
		expect(html).not.toContain('data-name="商品">2</td>');
	});

	it.each([
		['an alarm', { result: '要確認' }],
		['an edit', { edited: 1 }],
		['a failed edit', { failed: 1 }],
		['an item nothing is known of', { unknown: 1 }],
		['a message that never went out', { notified: '未通知' }],
		['a dry run', { dry_run: true }],
	])('should not hide %s among runs without changes', (_, changes) => {
		const still = { changed: 0, edited: 0, held: 0, unknown: 0 };
		const rows = [row(still), row({ ...still, ...changes }), row(still)];
		expect(countLines(render(rows))).toBe(3);
	});

	it('should tell skips for one reason in one line', () => {
		const rows = ['営業時間外です', '営業時間外です', '別の実行が動いています'].map((reason) =>
			row({ result: `見送り: ${reason}` }),
		);
		const html = render(rows);
		expect(countLines(html)).toBe(2);
		expect(html).toContain('から2回)</td>');
	});

	it('should say so where nothing ran', () => {
		expect(render([])).toContain('この2日間の実行はまだありません');
	});

	it('should let no text of a row become markup', () => {
		const evil = '<img src=x onerror="alert(1)">\'';
		const html = render([row({ workflow: evil, account: evil, result: `見送り: ${evil}` })]);
		expect(html).not.toContain('<img');
		expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;');
	});
});
