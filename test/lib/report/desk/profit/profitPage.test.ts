import { addSums, type ProfitSum } from '../../../../../lib/orders/profit';
import { renderProfitCsv } from '../../../../../lib/report/desk/profit/profitCsv';
import { renderProfitPage } from '../../../../../lib/report/desk/profit/profitPage';
import type { ItemProfit, ShopProfit } from '../../../../../lib/shop/lists/findProfits';

const NOW = Date.parse('2026-11-29T12:00:00+09:00');
const DAY = 86_400_000;
const TODAY = Date.parse('2026-11-29T00:00:00+09:00');

const view = {
	...{ account: 'b&c', accounts: ['b&c'], madeAt: '', done: '', questions: 0 },
	sign: () => {
		throw new Error('The page has no forms');
	},
};
const none = addSums([]);
const sum: ProfitSum = {
	...{ ...none, lines: 2, units: 3, sales: 7800, cost: 6000, fees: 555, expenses: 90 },
	...{ unknownLines: 1, unknownSales: 2600, cancelledLines: 4 },
};
const item = (changes: Partial<ItemProfit> = {}): ItemProfit => ({
	...{ item_id: 7, title: '水筒', sum },
	...changes,
});
const shop = (changes: Partial<ShopProfit> = {}): ShopProfit => ({
	...{ since: NOW - 100 * DAY, from: TODAY - 89 * DAY, total: sum },
	...{ days: [{ at: TODAY, sum }], items: [item()] },
	...changes,
});
const render = (profit: ShopProfit | null, by: 'days' | 'items' = 'days', from = 0) =>
	renderProfitPage(profit, view, { by, from, now: NOW });
const csv = (profit: ShopProfit | null, by: 'days' | 'items' = 'days') =>
	renderProfitCsv(profit, by, NOW);

describe('the page of profits', () => {
	it('should name sales, cost, fees, shipping and profit as an estimate', () => {
		const html = render(shop());
		expect(html).toContain('2026-09-01〜2026-11-29 の注文');
		expect(html).toContain('どれも見込みです');
		expect(html).toContain('<span>売上</span><strong>7,800円');
		expect(html).toContain('<span>利益 (見込み)</span><strong>1,155円</strong><small>売上の 14%');
		for (const text of ['6,000円', '555円', '90円']) expect(html).toContain(text);
	});

	it('should say how many lines have no known cost, and what they sold for', () => {
		const html = render(shop());
		expect(html).toContain('<span>仕入値不明の明細</span><strong>1件');
		expect(html).toContain('売上 2,600円');
	});

	it('should say how many lines were cancelled after they were counted', () => {
		expect(render(shop())).toContain('<span>キャンセル</span><strong>4件');
	});

	it('should show no figure in yen where no cost is known', () => {
		const total = { ...none, unknownLines: 1, unknownSales: 2600 };
		const html = render(shop({ total, days: [{ at: TODAY, sum: total }] }));
		expect(html).toContain('<span>利益 (見込み)</span><strong>—');
		expect(html).toContain('data-name="仕入値">—<');
		expect(html).not.toMatch(/[^\d,]0円/);
	});

	it('should show a profit of 0 yen where it is known', () => {
		const even = { ...none, lines: 1, units: 1, sales: 100, cost: 100 };
		expect(render(shop({ total: even }))).toContain('<span>利益 (見込み)</span><strong>0円');
	});

	it('should warn of a loss', () => {
		const loss = { ...none, lines: 1, units: 1, sales: 100, cost: 520 };
		const html = render(shop({ total: loss }));
		expect(html).toContain('tile warn"><span>利益 (見込み)</span><strong>-420円');
		expect(html).toContain('売上の -420%');
	});

	it('should name no share of sales of 0 yen', () => {
		const gift = { ...none, lines: 1, units: 1, cost: 500 };
		expect(render(shop({ total: gift }))).not.toMatch(/NaN|Infinity/);
	});

	it('should say that nothing was ordered yet', () => {
		const empty = shop({ total: none, days: [], items: [] });
		for (const by of ['days', 'items'] as const) {
			expect(render(empty, by)).toContain('数えた注文は、まだありません');
		}
	});

	it('should say how the counting begins in a shop whose orders nobody reads', () => {
		expect(render(null)).toContain('order-watch.json');
	});

	it('should name each item with the way to its page, and its number in one piece', () => {
		const html = render(shop(), 'items');
		expect(html).toContain('<a href="?account=b%26c&amp;page=item&amp;id=7">水筒</a>');
		expect(html).toContain('<code>7</code>');
	});

	it('should name an item that the shop has no more by its number', () => {
		expect(render(shop({ items: [item({ title: '' })] }), 'items')).toContain(
			'今の一覧にない商品</a> <code>7</code>',
		);
	});

	it('should take no title for markup', () => {
		const items = [item({ title: '<script>alert(1)</script>' })];
		expect(render(shop({ items }), 'items')).not.toContain('<script>');
	});

	it('should page 10,772 items, each page below 300 KB', () => {
		const items = Array.from({ length: 10_772 }, (_, index) =>
			item({ item_id: 80_000_000 + index, title: 'とても長い商品名'.repeat(10) }),
		);
		const html = render(shop({ items }), 'items', 10_700);
		expect(html).toContain('10,701〜10,772件目 / 全 10,772件');
		expect(html).toContain('by=items&amp;from=10600');
		expect(html).not.toContain('次へ');
		expect(Buffer.byteLength(render(shop({ items }), 'items'))).toBeLessThan(300_000);
	});

	it('should show 90 days on one page below 300 KB', () => {
		const days = Array.from({ length: 90 }, (_, index) => ({ at: TODAY - index * DAY, sum }));
		const html = render(shop({ days }));
		expect(html).toContain('<code>2026-09-01</code>');
		expect(Buffer.byteLength(html)).toBeLessThan(300_000);
	});

	it('should begin at the first item where the address names a place behind the last', () => {
		expect(render(shop(), 'items', 500)).toContain('1〜1件目 / 全 1件');
	});
});

describe('the file of profits', () => {
	const header =
		'期間,商品ID,商品,明細,個数,売上,仕入値 (見込み),BASEの手数料,送料・費用,利益 (見込み),仕入値不明の明細,仕入値不明の売上,キャンセルの明細';
	const figures = '2,3,7800,6000,555,90,1155,1,2600,4';

	it('should have a line for each day, with the mark by which Excel knows UTF-8', () => {
		expect(csv(shop())).toBe(`\uFEFF${header}\r\n2026-11-29,,すべての商品,${figures}\r\n`);
	});

	it('should have the same columns for items', () => {
		const [head, first] = csv(shop(), 'items').split('\r\n');
		expect(head).toBe(`\uFEFF${header}`);
		expect(first).toBe(`2026-09-01〜2026-11-29,7,水筒,${figures}`);
	});

	it.each(['=1+1', '+1', '-1', '@a', '＝1', '＋1', '－1', '＠a', '\t=1', '\r=1'])(
		'should make a title inert that a spreadsheet would run: %j',
		(title) => {
			const cell = csv(shop({ items: [item({ title })] }), 'items').split('\r\n')[1]!;
			expect(cell).toMatch(/^2026-09-01〜2026-11-29,7,"'/);
		},
	);

	it('should leave empty what is not known', () => {
		const total = { ...none, unknownLines: 1, unknownSales: 2600 };
		const [, first] = csv(shop({ days: [{ at: TODAY, sum: total }] })).split('\r\n');
		expect(first).toBe('2026-11-29,,すべての商品,0,0,,,,,,1,2600,0');
	});

	it('should be a header alone where there is nothing to count', () => {
		expect(csv(null)).toBe(`\uFEFF${header}\r\n`);
		expect(csv(shop({ items: [] }), 'items')).toBe(`\uFEFF${header}\r\n`);
	});
});
