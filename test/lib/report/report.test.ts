import type { Notice } from '../../../lib/ledger/notices/notice';
import { findNotices } from '../../../lib/report/notices/findNotices';
import { renderChatwork } from '../../../lib/report/render/chatwork';
import { renderCsv } from '../../../lib/report/render/csv';
import { renderHtml } from '../../../lib/report/render/html';
import { composeMessage, type RunFacts } from '../../../lib/report/message';
import { renderText } from '../../../lib/report/render/plainText';
import { needsAttention, listReported, summarize, type RunItem } from '../../../lib/report/summary';
import { at, NOW } from '../../support/situation';

const facts: RunFacts = {
	workflow: 'w',
	deskUrl: '',
	account: 'shop',
	dryRun: false,
	startedAt: '2026-11-24 21:00',
	durationMs: 12 * 60_000,
	runId: '20261124-2100-ab12',
	ruleProblem: null,
	rules: null,
	isBesideBook: false,
	listings: null,
	unmapped: 0,
	unreadable: 0,
	unreadableExample: null,
};

const item = (changes: Partial<RunItem> = {}): RunItem => ({
	asin: 'B0006L0120',
	title: '給水器',
	account: 'shop',
	item_id: 1,
	offer_status: 'in_stock',
	offer_source: 'item_offers_batch',
	offer_price: 1000,
	offer_reason: null,
	price_updated_at: at(1),
	shop_price: 1300,
	shop_visible: true,
	change: null,
	decision: null,
	result: { action: 'none', edits: {}, error: null },
	calls: {},
	rejected: 0,
	...changes,
});

const raised = (changes: Partial<RunItem> = {}): RunItem =>
	item({
		offer_price: 1200,
		change: {
			kinds: ['price'],
			old_price: 1000,
			new_price: 1200,
			diff: 200,
			old_in_stock: true,
			new_in_stock: true,
			old_told_at: at(600),
		},
		decision: {
			desired: { price: 1560, visible: true, stock: 1 },
			edits: { price: 1560 },
			kinds: ['raise'],
			held: null,
			held_moves: [],
			why: ['仕入 1,200円 × 1.3 = 1,560円'],
			floor: 1328,
			stop: null,
		},
		result: { action: 'updated', edits: { price: 1560 }, error: null },
		...changes,
	});

describe('summarize', () => {
	it('should not count the age of what is off sale after the run: a dead product ages for ever', () => {
		const old = { price_updated_at: at(30_000) };
		const hide = { action: 'updated' as const, edits: { visible: false }, error: null };
		const ageOf = (...items: RunItem[]) => summarize(items, NOW).oldest_age_seconds;
		const young = item({ price_updated_at: at(60) });
		expect(ageOf(young, item({ ...old, shop_visible: false }))).toBe(3_600);
		expect(ageOf(young, item({ ...old, result: hide }))).toBe(3_600);
		expect(ageOf(young, item({ ...old, result: { ...hide, action: 'dry_run' } }))).toBe(1_800_000);
		expect(ageOf(item({ ...old, shop_visible: false }))).toBeNull();
	});

	it('should count a time that a wrong clock left as never confirmed', () => {
		const ahead = item({ price_updated_at: at(-2) });
		expect(summarize([ahead, item({ price_updated_at: at(60) })], NOW)).toMatchObject({
			oldest_age_seconds: 3_600,
			never_confirmed: 1,
		});
		expect(summarize([ahead], NOW).oldest_age_seconds).toBeNull();
	});

	it('should count the age of a row only while it has stock', () => {
		const row = (stock: number, changes: Partial<RunItem> = {}) =>
			item({ price_updated_at: at(30_000), row: { variation_id: 11, stock }, ...changes });
		const emptied = {
			action: 'updated' as const,
			edits: { row_stocks: { 11: 0 } },
			error: null,
		};
		const ageOf = (of: RunItem) => summarize([of], NOW).oldest_age_seconds;
		expect(ageOf(row(1))).toBe(1_800_000);
		expect(ageOf(row(0))).toBeNull();
		expect(ageOf(row(1, { result: emptied }))).toBeNull();
		expect(ageOf(row(1, { result: { ...emptied, action: 'dry_run' } }))).toBe(1_800_000);
	});

	it('should count by outcome, and add up calls and yen', () => {
		const summary = summarize(
			[
				raised({ calls: { getItemOffersBatch: 5 }, rejected: 1 }),
				item({ offer_status: 'unknown', price_updated_at: at(180) }),
				item({ offer_source: 'cache', calls: { getItemOffersBatch: 2, getItemOffers: 3 } }),
				item({ result: { action: 'failed', edits: {}, error: 'x' }, price_updated_at: null }),
			],
			NOW,
		);
		expect(summary).toMatchObject({
			total: 4,
			fetched: 3,
			from_cache: 1,
			unknown: 1,
			changed: 1,
			price_changes: 1,
			stock_changes: 0,
			edited: 1,
			failed: 1,
			held: 0,
			by_kind: { raise: 1 },
			price_effect: 260,
			calls: { getItemOffersBatch: 7, getItemOffers: 3 },
			calls_total: 10,
			rejected: 1,
			oldest_age_seconds: 180 * 60,
			never_confirmed: 1,
		});
	});

	it('should stay silent about what the owner settled, and speak of what is held', () => {
		const decision = (quiet: boolean) => ({
			...raised().decision!,
			kinds: [],
			held: '理由',
			held_moves: [
				{
					guard: 'brake' as const,
					kind: 'show' as const,
					field: 'visible' as const,
					to: true,
					reason: '理由',
					quiet,
				},
			],
		});
		const quiet = summarize([item({ decision: decision(true) })], NOW);
		expect(quiet.held).toBe(0);
		expect(summarize([item({ decision: decision(false) })], NOW).held).toBe(1);
	});

	it('should call for attention when more than a fifth is unknown', () => {
		const items = [1, 2, 3, 4, 5].map((n) =>
			item({ offer_status: n > 4 ? 'unknown' : 'in_stock' }),
		);
		expect(needsAttention(summarize(items, NOW))).toBe(false);
		items[0] = item({ offer_status: 'unknown' });
		expect(needsAttention(summarize(items, NOW))).toBe(true);
	});

	it('should give the baseline of changed items alone', () => {
		expect(listReported([item(), raised()], at(0))).toEqual([
			{
				asin: 'B0006L0120',
				account: 'shop',
				price: 1200,
				in_stock: true,
				at: at(0),
				replaces: at(600),
			},
		]);
	});
});

describe('the message', () => {
	const message = (items: RunItem[], changes: Partial<RunFacts> = {}) => {
		const { found } = findNotices(items, { run: 'r1', asked: new Set() });
		const notices = found.map((notice, index): Notice => ({
			...notice,
			...{ id: String(index), at: at(0), told_at: null, offered: null, maybe_told: false },
		}));
		return composeMessage(notices, summarize(items, NOW), { ...facts, ...changes }).message;
	};

	it('should tell old and new, at Amazon and in the shop', () => {
		const text = renderText(message([raised()]));
		expect(text).toContain('Amazon→BASE 同期 2026-11-24 21:00 (shop)');
		expect(text).toContain('Amazonの変動 1件 (価格 1・在庫 0) / BASE更新 1件 (値上げ 1)');
		expect(text).toContain('Amazon 1,000円 → 1,200円 (+200円)、BASE 1,300円 → 1,560円');
	});

	it('should be marked where it is a dry run', () => {
		expect(renderText(message([raised()], { dryRun: true }))).toMatch(/^【テスト実行】/);
	});

	it('should put what most money depends on first', () => {
		const small = raised({ asin: 'B000000001', title: '小' });
		const big = raised({
			asin: 'B000000002',
			title: '大',
			change: { ...raised().change!, diff: 9000, new_price: 10_000 },
		});
		const text = renderText(message([small, big]));
		expect(text.indexOf('大')).toBeLessThan(text.indexOf('小'));
	});

	it('should ring nobody by a title, and stay one box', () => {
		const chatwork = renderChatwork(
			message([raised({ title: 'お得 [toall] [/info] [To:123] 😀' })]),
		);
		expect(chatwork).not.toContain('[toall]');
		expect(chatwork).toContain('［toall］');
		expect(chatwork.match(/\[\/?info\]/g)).toEqual(['[info]', '[/info]']);
	});

	it('should name 20 of 3,000 changes, and count the others', () => {
		const items = Array.from({ length: 3000 }, (_, n) =>
			raised({ item_id: n, title: `${'😀長い商品名'.repeat(60)}${n}` }),
		);
		const chatwork = renderChatwork(message(items));
		expect(chatwork.length).toBeLessThanOrEqual(4_000);
		expect(chatwork.startsWith('[info][title]')).toBe(true);
		expect(chatwork.match(/^・/gm)).toHaveLength(20);
		expect(chatwork).toContain('価格の変動 3,000件');
		expect(chatwork.endsWith('他 2,980 件[/info]')).toBe(true);
		expect(chatwork).not.toContain('\uFFFD');
	});

	it('should name all that needs the owner before 400 changes and a pause', () => {
		const product = (n: number, changes: Partial<RunItem>) =>
			raised({ item_id: n, asin: `B${String(n).padStart(9, '0')}`, ...changes });
		const paused = 'このショップへの書き込みは停止中です (棚卸し)';
		const put = { action: 'deferred' as const, edits: { price: 1560 }, error: paused };
		const drift = { guard: 'identity' as const, drift: 'Petio → Bosch', quiet: false };
		const hold = { kind: 'cut' as const, field: 'price' as const, to: 900, reason: '別の商品' };
		const items = [
			...Array.from({ length: 400 }, (_, n) => product(n, { result: put })),
			...[901, 902, 903].map((n) =>
				product(n, {
					change: null,
					decision: { ...raised().decision!, stop: 'sold_out' },
					result: { action: 'failed', edits: { visible: false }, error: 'DB error' },
				}),
			),
			...[911, 912].map((n) =>
				product(n, {
					change: null,
					decision: { ...raised().decision!, held_moves: [{ ...hold, ...drift }] },
					result: { action: 'held', edits: {}, error: null },
				}),
			),
		];

		const text = renderText(message(items));

		expect(text.length).toBeLessThanOrEqual(4_000);
		for (const n of [901, 902, 903, 911, 912]) {
			expect(text).toContain(`(B${String(n).padStart(9, '0')})`);
		}
		// Their prices of before lie below the floor of the new cost.
		expect(text).toContain(
			`400件を次回に繰り越しました。うち 400件は、まだ公開中です。理由: ${paused}`,
		);
		expect(text).toContain('価格の変動 400件');
	});

	it('should escape a hostile title in html', () => {
		const html = renderHtml(message([raised({ title: '<script>alert(1)</script>' })]));
		expect(html).not.toContain('<script>');
		expect(html).toContain('&lt;script&gt;');
	});
});

describe('renderCsv', () => {
	it('should keep a spreadsheet from running a title as a formula', () => {
		const csv = renderCsv([raised({ title: '=HYPERLINK("http://x")' })]);
		expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
		expect(csv.startsWith('\uFEFFasin,')).toBe(true);
	});

	it('should leave negative numbers numbers and absent ones empty', () => {
		const [, row] = renderCsv([raised({ item_id: null, shop_price: -5 })]).split('\r\n');
		expect(row).toContain('B0006L0120,shop,,給水器,in_stock,1000,1200,-5,1560,');
	});
});
