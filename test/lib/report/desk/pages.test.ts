import { renderFirstSteps } from '../../../../lib/report/desk/firstSteps';
import { renderItem } from '../../../../lib/report/desk/itemPage';
import { renderFoundItems } from '../../../../lib/report/desk/findPage';
import { renderMade } from '../../../../lib/report/desk/madeCard';
import { renderState } from '../../../../lib/report/desk/stateCard';
import type { Html } from '../../../../lib/report/render/inert';
import type { ItemFacts, ItemProduct } from '../../../../lib/shop/items/readItem';
import type { MadeChange } from '../../../../lib/shop/state/readChanges';
import type { ShopStanding } from '../../../../lib/shop/state/readStanding';
import { addSums } from '../../../../lib/orders/profit';
import { decided, listing, offer } from '../../../support/situation';

const NOW = Date.parse('2026-11-29T12:00:00+09:00');
const HOSTILE = '<script>alert(1)</script>"\'><img src=x onerror=1>';
const read = (parts: readonly Html[]): string => parts.map(({ text }) => text).join('');

const standing: ShopStanding = {
	...{
		tone: 'good',
		matters: [],
		running: [],
		confirmed_at: NOW - 3_600_000,
		unanswered: 0,
		next_at: null,
		watched: [],
	},
};
const change: MadeChange = {
	...{ at: '2026-11-29T01:00:00Z', run: 'r', item_id: 7, asin: 'B000000001', title: '水筒' },
	...{ field_edits: { visible: { from: true, to: false } }, why: ['Amazonに在庫がありません'] },
};
const counts = { hidden: 1, shown: 0, raised: 0, cut: 0, restocked: 0 };

describe('what was done since the last visit', () => {
	const render = (changes: MadeChange[], since = NOW - 86_400_000) =>
		renderMade({ changes, counts, since }, 'b&c', NOW).text;

	it('should say since when, if that is longer ago than a day', () => {
		expect(render([])).toContain('<h2>この24時間の変更</h2>');
		expect(render([change], NOW - 3 * 86_400_000)).toMatch(
			/前に見たときからの変更 \(11\/2\d \d\d:\d\d から\)/,
		);
	});

	it('should say what was hidden and why, with a way to the item', () => {
		const html = render([change]);
		expect(html).toContain('<a href="?account=b%26c&amp;page=item&amp;id=7">水筒</a>');
		expect(html).toContain('11/29 10:00 非公開にしました<small>Amazonに在庫がありません</small>');
	});

	it('should say that nothing was changed', () => {
		expect(render([])).toContain('BASEの商品は変えていません');
	});

	it('should fold what would make a phone scroll far', () => {
		const lines = (count: number) => render(Array.from({ length: count }, () => change));
		expect(lines(10)).not.toContain('<details>');
		expect(lines(12)).toContain('<summary>次の 2件を見る</summary>');
	});

	it('should count what it has no room for', () => {
		expect(render(Array.from({ length: 33 }, () => change))).toContain('ほか 3件');
	});

	it('should show what went off sale before any number of prices', () => {
		const price = { from: 2600, to: 2500 };
		const cut = { ...change, field_edits: { price }, title: '皿' };
		const html = render([...Array.from({ length: 40 }, () => cut), change]);
		expect(html.indexOf('水筒')).toBeGreaterThan(0);
		expect(html.indexOf('水筒')).toBeLessThan(html.indexOf('皿'));
		const shown = { ...change, field_edits: { visible: { from: false, to: true } } };
		const back = render([shown, cut, change]);
		expect(back.indexOf('公開しました')).toBeLessThan(back.indexOf('非公開にしました'));
	});

	it('should take no title and no reason for markup', () => {
		const html = render([{ ...change, title: HOSTILE, why: [HOSTILE] }]);
		expect(html).not.toContain('<script>');
		expect(html).not.toContain('<img src=x');
	});
});

describe('how a shop stands', () => {
	const render = (facts: Partial<ShopStanding>) => renderState({ ...standing, ...facts }, NOW).text;

	it('should tell each further matter below the gravest', () => {
		const html = render({
			tone: 'warn',
			matters: [{ kind: 'brake', until: null, visible: 0 }, { kind: 'test_run' }],
		});
		expect(html).toContain('state warn');
		expect(html).toContain('緊急停止中です');
		expect(html).toContain('<li>テスト実行中です。');
	});

	it('should have no list if all is well', () => {
		expect(render({})).not.toContain('<ul>');
	});

	it("should take the owner's words for no markup", () => {
		const pause = { by: 'owner' as const, reason: HOSTILE, since: '', until: null, before: null };
		expect(render({ tone: 'warn', matters: [{ kind: 'pause', pause }] })).not.toContain('<script>');
	});
});

describe('the page of what a search found', () => {
	const item = {
		...{ account: 'shop', item_id: 7, asins: ['B000000001'], title: '水筒', price: 2600 },
		visible: false,
	};

	it('should show state, price and codes in one piece', () => {
		const html = read(renderFoundItems('水筒', { items: [item], total: 1 }, 'b&c'));
		expect(html).toContain('非公開</b> 2,600円');
		expect(html).toContain('<span class="code">B000000001</span>');
	});

	it('should say how to find more, or that there are more', () => {
		expect(read(renderFoundItems('x', { items: [], total: 0 }, 'b&c'))).toContain('見つかりません');
		expect(read(renderFoundItems('', { items: [item], total: 1234 }, 'b&c'))).toContain(
			'1,234件 (はじめの 1件。',
		);
	});

	it('should take neither the query nor a title for markup', () => {
		const html = read(
			renderFoundItems(HOSTILE, { items: [{ ...item, title: HOSTILE }], total: 1 }, 'b&c'),
		);
		expect(html).not.toContain('<script>');
		expect(html).not.toContain('"\'>');
	});

	it('should lead each way to the same shop', () => {
		const html = read(renderFoundItems('', { items: [item], total: 1 }, 'b&c'));
		expect(html).toContain('href="?account=b%26c&amp;page=item&amp;id=7"');
		expect(html).toContain('name="account" value="b&amp;c"');
	});
});

describe('the page of an item', () => {
	const product: ItemProduct = {
		...{ asin: 'B000000001', listing: listing({ item_id: 7, title: '水筒', price: 2600 }) },
		...{ priceUpdatedAt: null, answeredAt: '2026-11-29T02:00:00Z', outcome: 'unchanged' },
		offer: offer({ price: 2000, fetched_at: '2026-11-29T02:00:00Z' }),
		decision: { ...decided(), floor: 2100, why: ['仕入 2,000円 × 1.3 = 2,600円'] },
		margin: { profit: 386, percent: 14, fees: 214, break_even: 2185 },
		...{ trail: [], image: null, document: null, override: {} },
	};
	const facts = (changes: Partial<ItemProduct> = {}): ItemFacts => ({
		...{ listing: product.listing, products: [{ ...product, ...changes }] },
		...{ override: {}, questions: [], shopTrail: [], stranger: null, sold: null },
		profit: null,
	});
	const render = (item: ItemFacts) => read(renderItem(item, NOW));

	it('should show price, cost with its age, profit and break-even', () => {
		const html = render(facts());
		for (const text of ['2,600円', '2,000円', '1時間前に確認', '+386円', '利益率 14%', '2,185円']) {
			expect(html).toContain(text);
		}
	});

	it('should show the reasons of today', () => {
		expect(render(facts())).toContain('<li>仕入 2,000円 × 1.3 = 2,600円</li>');
	});

	it('should warn of a loss', () => {
		const margin = { profit: -100, percent: -4, fees: 200, break_even: 2700 };
		expect(render(facts({ margin }))).toContain('tile warn"><span>1件の利益</span><strong>-100円');
	});

	it('should say what is not known instead of 0', () => {
		const offer = { ...product.offer, status: 'unknown' as const, price: null, reason: '未確認' };
		const html = render(facts({ offer, margin: null, answeredAt: null }));
		expect(html).toContain('仕入値が分かりません');
		expect(html).toContain('まだ確認できていません');
	});

	it('should say that an item without a code is left alone', () => {
		const html = render({ ...facts(), products: [] });
		expect(html).toContain('何も変えません');
	});

	it('should show how often it was sold, and how long ago it was last', () => {
		const since = NOW - 100 * 86_400_000;
		const sold = { since, in30Days: 3, in90Days: 12, lastSoldAt: NOW - 5 * 86_400_000 };
		const html = render({ ...facts(), sold });
		expect(html).toContain('<span>売れた数 (30日)</span><strong>3個');
		expect(html).toContain('<span>売れた数 (90日)</span><strong>12個');
		expect(html).toContain('<span>最後に売れた日</span><strong>5日前</strong><small>11/24 12:00');
		expect(html).not.toContain('から数えています');
	});

	it('should say since when it counts, and that nothing was sold yet', () => {
		const sold = { since: NOW - 40 * 86_400_000, in30Days: 0, in90Days: 0, lastSoldAt: null };
		const html = render({ ...facts(), sold });
		expect(html).toContain('(30日)</span><strong>0個</strong><small></small>');
		expect(html).toContain('(90日)</span><strong>0個</strong><small>10/20 12:00 から数えています');
		expect(html).toContain('まだありません');
	});

	it('should show what its orders leave, by an estimate, with the way to all items', () => {
		const sold = { since: NOW - 100 * 86_400_000, in30Days: 1, in90Days: 3, lastSoldAt: NOW };
		const known = { lines: 2, units: 2, sales: 5200, cost: 4000, fees: 424, expenses: 0 };
		const profit = { ...known, unknownLines: 1, unknownSales: 2600, cancelledLines: 0 };
		const html = render({ ...facts(), sold, profit });
		expect(html).toContain('<span>利益の見込み (90日)</span><strong>+776円');
		expect(html).toContain('ほかに仕入値不明の明細 1件');
		expect(html).toContain('page=profit&amp;by=items');
	});

	it('should show no profit of 0 yen where no cost is known', () => {
		const sold = { since: NOW, in30Days: 1, in90Days: 1, lastSoldAt: NOW };
		const profit = addSums([]);
		const html = render({ ...facts(), sold, profit });
		expect(html).toContain('<span>利益の見込み (90日)</span><strong>—');
	});

	it('should say nothing of sales in a shop whose orders nobody reads', () => {
		expect(render(facts())).not.toContain('売れ');
	});

	it('should take no title, reason or address of a picture for markup', () => {
		const html = render(
			facts({
				listing: { ...product.listing, title: HOSTILE },
				image: `https://x/${HOSTILE}`,
				decision: { ...product.decision, why: [HOSTILE] },
			}),
		);
		expect(html).not.toContain('<script>');
		expect(html).not.toContain('<img src=x');
	});
});

describe('the steps of the first days', () => {
	const before = { shop: false, amazon: false, room: false, test_run: false };
	const none = { ...before, live: false, written: false };
	const render = (done: Partial<typeof none>) => renderFirstSteps({ ...none, ...done }, 'b&c').text;

	it('should say how the next one is done, and of no other', () => {
		const html = render({ shop: true });
		expect(html.match(/<small>/g)).toHaveLength(1);
		expect(html).toContain('Amazonの価格を確かめる<small>');
	});

	it('should lead back to a step that was left out', () => {
		expect(render({ shop: true, amazon: true, test_run: true })).toContain(
			'Chatworkにお知らせが届く<small>',
		);
	});

	it('should lead to what going live would change once it is the next step', () => {
		const way = 'href="?account=b%26c&amp;page=live"';
		const tested = { shop: true, amazon: true, room: true, test_run: true };
		expect(render(tested)).toContain(way);
		expect(render({ ...tested, room: false })).not.toContain(way);
	});

	it('should say what is left to do in n8n once the shop is live at the desk', () => {
		const live = { shop: true, amazon: true, room: true, test_run: true, live: true };
		expect(render(live)).toContain('「設定」で dry_run をオフにして');
	});

	it('should be gone once a run has written', () => {
		expect(render({ live: true, written: true })).toBe('');
	});
});
