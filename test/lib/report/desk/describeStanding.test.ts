import {
	describeMatter,
	describeRunning,
	describeStanding,
} from '../../../../lib/report/desk/describeStanding';
import type { ShopStanding } from '../../../../lib/shop/state/readStanding';

const NOW = Date.parse('2026-11-29T12:00:00+09:00');
const HOUR = 3_600_000;

const standing = (changes: Partial<ShopStanding> = {}): ShopStanding => ({
	...{
		tone: 'good',
		matters: [],
		running: [],
		confirmed_at: NOW - HOUR,
		unanswered: 0,
		next_at: NOW + 2 * HOUR,
		watched: [],
	},
	...changes,
});
const run = {
	...{ id: 'r', mode: 'sync', started_at: '2026-11-29T02:00:00Z', dry_run: false },
	...{ progress: null, minutes_left: null },
};

describe('the sentence on a shop', () => {
	it('should say when all was confirmed, and when the next run starts', () => {
		expect(describeStanding(standing(), NOW)).toBe(
			'問題ありません。11/29 11:00 に全商品を確認しました。次は 11/29 14:00 ごろです。',
		);
	});

	it.each([null, NOW - HOUR])('should promise no run that is not to come (%s)', (next_at) => {
		expect(describeStanding(standing({ next_at }), NOW)).toBe(
			'問題ありません。11/29 11:00 に全商品を確認しました。',
		);
	});

	it('should say that a run works', () => {
		expect(describeStanding(standing({ running: [run] }), NOW)).toBe(
			'問題ありません。確認しています。',
		);
	});

	it('should not call a shop well that was never confirmed', () => {
		const matters = [{ kind: 'never_ran' } as const];
		expect(describeStanding(standing({ tone: 'warn', matters, confirmed_at: null }), NOW)).toBe(
			'まだ一度も、全商品の確認が終わっていません。',
		);
	});

	it('should be about the gravest matter, also while a run works', () => {
		const brake = { kind: 'brake', until: null, visible: 0 } as const;
		const matters = [brake, { kind: 'test_run' } as const];
		expect(describeStanding(standing({ tone: 'warn', matters, running: [run] }), NOW)).toBe(
			'緊急停止中です。商品はすべて非公開です。',
		);
	});

	it('should name the day of return of closed days in Japan', () => {
		const closed = { kind: 'brake', until: '2026-12-31T15:00:00Z', visible: 0 } as const;
		expect(describeMatter(closed, NOW)).toBe(
			'休業中です。商品はすべて非公開です。2027-01-01 00:00 に再開します。',
		);
	});

	it.each([
		[0, '商品はすべて非公開です。'],
		[3, '公開中の商品が 3件あります。「停止・休業」で確かめてください。'],
		[null, ''],
	])('should say of a brake what is on sale all the same: %s', (visible, words) => {
		expect(describeMatter({ kind: 'brake', until: null, visible }, NOW)).toBe(
			`緊急停止中です。${words}`,
		);
	});

	it('should not call items confirmed that Amazon gave no answer about', () => {
		expect(describeStanding(standing({ unanswered: 2 }), NOW)).toContain(
			'に確認しました (Amazonが答えなかった商品 2件)。',
		);
	});

	it('should count questions and the items that they are about', () => {
		expect(describeMatter({ kind: 'questions', questions: 2, items: 1234 }, NOW)).toContain(
			'お答え待ちが 2件あります (商品 1,234件)',
		);
	});
});

describe('the progress of a run', () => {
	it.each([
		['確認中', {}],
		['確認中 (120/300件、あと約6分)', { progress: { done: 120, total: 300 }, minutes_left: 6 }],
		['確認中 (テスト実行、0/300件)', { dry_run: true, progress: { done: 0, total: 300 } }],
		['値動きを確認中', { mode: 'watch' }],
		['商品情報を確認中', { mode: 'basic_info' }],
	])('should be told as "%s"', (told, changes) => {
		expect(describeRunning({ ...run, ...changes })).toBe(told);
	});
});
