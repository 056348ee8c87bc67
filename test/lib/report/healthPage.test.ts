import type { CacheHealth, Health } from '../../../lib/report/pages/healthFacts';
import { renderHealth } from '../../../lib/report/pages/healthPage';

const ages = {
	fresh: 97,
	stale: 3,
	missing: 0,
	oldest_age_seconds: 7200,
	oldest_asin: 'B0006L0120',
};

const cache = (changes: Partial<CacheHealth> = {}): CacheHealth => ({
	place: '/data/default',
	documents: 100,
	groups: { price: ages, stock: ages, basic_info: { ...ages, missing: 40 } },
	errors: 0,
	broken: 0,
	...changes,
});

const workflow = '価格・在庫の同期';

const health = (changes: Partial<Health> = {}): Health => ({
	is_healthy: true,
	alarms: [],
	information: [],
	shops: [
		{
			workflow,
			account: 'my-shop',
			last_started_at: '2026-11-24T21:00:00+09:00',
			last_success_at: '2026-11-24T22:12:00+09:00',
			next_due_at: '2026-11-25T00:00:00+09:00',
			last_skip: null,
			oldest_age_seconds: 9000,
			last_run: {
				id: '20261124-2100-7f3',
				finished_at: '2026-11-24T22:12:00+09:00',
				is_whole: true,
				total: 100,
				fetched: 97,
				from_cache: 3,
				unknown: 0,
				changed: 4,
				edited: 3,
				held: 1,
				failed: 0,
				deferred: 0,
				calls: 5,
				rejected: 0,
				never_confirmed: 0,
				needs_attention: false,
				dry_run: false,
			},
			untold_notices: 0,
		},
	],
	...changes,
});

const page = (healthChanges: Partial<Health> = {}, cacheChanges: Partial<CacheHealth> = {}) =>
	renderHealth(health(healthChanges), cache(cacheChanges), {
		now: Date.parse('2026-11-24T23:00:00+09:00'),
		timeOf: (stamp) => stamp.slice(0, 16).replace('T', ' '),
	})
		.map(({ text }) => text)
		.join('');

/** The chip of a question: ✓ or ⚠. */
const answerTo = (html: string, question: string) =>
	new RegExp(`<b class="chip \\w+">(.)</b>${question}`).exec(html)?.[1];

describe('the health page', () => {
	const questions = [
		'データは新しいですか',
		'Amazonに問い合わせましたか',
		'前回の実行は無事でしたか',
		'予定どおり動いていますか',
		'確認できていない商品はありませんか',
	];

	it('should answer five questions with yes and figures where all is well', () => {
		const html = page();
		expect(questions.map((question) => answerTo(html, question))).toEqual(Array(5).fill('✓'));
		expect(html).toContain('<strong>問題ありません</strong>');
		expect(html).toContain('最も古い価格は、2時間前に確認したもの');
		expect(html).toContain('呼び出し 5回、拒否 0回。');
		expect(html).toContain('次の予定: 2026-11-25 00:00 ごろ</li>');
	});

	it('should say no to the question that an alarm is about, and only for its shop', () => {
		const alarm = {
			kind: 'no_success',
			workflow,
			account: 'my-shop',
			text: '7時間成功していません',
			since: '2026-11-25T04:12:00+09:00',
		};
		const html = page({ is_healthy: false, alarms: [alarm] });
		expect(html).toContain('7時間成功していません<br><small>2026-11-25 04:12 から');
		expect(questions.map((question) => answerTo(html, question))).toEqual([
			'✓',
			'✓',
			'✓',
			'⚠',
			'✓',
		]);
		const other = page({ alarms: [{ ...alarm, account: 'second' }] });
		expect(answerTo(other, '予定どおり動いていますか')).toBe('✓');
	});

	it('should say no to the schedule of a live shop that runs only as a test', () => {
		const text = 'テスト実行だけが続いています';
		const alarm = { kind: 'only_dry', workflow, account: 'my-shop', text, since: '' };
		const html = page({ is_healthy: false, alarms: [alarm] });
		expect(answerTo(html, '予定どおり動いていますか')).toBe('⚠');
	});

	it('should say that a time in the future does not count', () => {
		const [shop] = health().shops;
		const future_stamp_at = '2026-12-04T00:00:00+09:00';
		const html = page({
			shops: [{ ...shop!, last_success_at: null, next_due_at: null, future_stamp_at }],
		});
		expect(html).toContain('時刻 2026-12-04 00:00 が今より先です');
		expect(html).not.toContain('まだ自動では一度も動いていません');
	});

	it('should say no where a run needs a look, calls were refused, or stamps are missing', () => {
		const [shop] = health().shops;
		const run = { ...shop!.last_run!, needs_attention: true, rejected: 2, calls: 1200 };
		const html = page(
			{ shops: [{ ...shop!, last_run: run }] },
			{ groups: { ...cache().groups, price: { ...ages, missing: 12 } } },
		);
		expect(questions.map((question) => answerTo(html, question))).toEqual([
			'✓',
			'⚠',
			'⚠',
			'✓',
			'⚠',
		]);
		expect(html).toContain('呼び出し 1,200回、拒否 2回。');
		expect(html).toContain('確認時刻のない商品: 価格 12件。');
		expect(html).toContain('<strong>注意点があります</strong><small>⚠ の項目 3件');
	});

	it('should not doubt stamps that are missing because Amazon has no answer', () => {
		const groups = { ...cache().groups, price: { ...ages, missing: 2 } };
		const html = page({}, { groups, errors: 2 });
		expect(answerTo(html, '確認できていない商品はありませんか')).toBe('✓');
		expect(html).toContain('Amazonで確認できない商品が 2件あります');
		expect(html).toContain('<strong>問題ありません</strong>');
	});

	it('should tell pauses, and what to do where nothing ever ran', () => {
		const html = page({ shops: [], information: ['my-shop への書き込みは停止中です'] });
		expect(html).toContain('<li>my-shop への書き込みは停止中です</li>');
		expect(html).toContain('まだ一度も実行が記録されていません');
	});

	it('should let no text become markup', () => {
		const html = page({ information: ['<b onclick=x>'] }, { place: '<script>' });
		expect(html).not.toMatch(/<b onclick|<script/);
	});
});
