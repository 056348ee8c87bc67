import { renderSellersPage } from '../../../../../lib/report/desk/lists/sellersPage';
import type { Seller } from '../../../../../lib/shop/lists/findSellers';

const NOW = Date.parse('2026-11-29T12:00:00+09:00');
const DAY = 86_400_000;
const since = NOW - 100 * DAY;

const view = {
	...{ account: 'b&c', accounts: ['b&c'], madeAt: '', done: '', questions: 0 },
	sign: () => {
		throw new Error('The page has no forms');
	},
};
const seller = (changes: Partial<Seller> = {}): Seller => ({
	...{ item_id: 7, title: '水筒', visible: true },
	sold: { since, in30Days: 4, in90Days: 9, lastSoldAt: NOW - 2 * DAY },
	...changes,
});
const render = (items: Seller[], total = items.length) =>
	renderSellersPage({ since, total, items }, view, NOW);

it('should name each item with its sales and the way to its page', () => {
	const html = render([seller()]);
	expect(html).toContain('<a href="?account=b%26c&amp;page=item&amp;id=7">水筒</a>');
	expect(html).toContain('30日 4個・90日 9個・最後は 2日前');
	expect(html).not.toContain('非公開');
});

it('should mark a best seller that is hidden now', () => {
	expect(render([seller({ visible: false })])).toContain('<b class="chip warn">非公開</b>');
});

it('should say how many there are beyond those that it shows', () => {
	expect(render([seller()], 1234)).toContain('90日に売れた商品 1,234件 (よく売れた順に 1件)');
});

it('should say that nothing was sold yet', () => {
	expect(render([])).toContain('まだ売れた商品はありません');
});

it('should say how the counting begins in a shop whose orders nobody reads', () => {
	expect(renderSellersPage(null, view, NOW)).toContain('order-watch.json');
});

it('should take no title for markup', () => {
	expect(render([seller({ title: '<script>alert(1)</script>' })])).not.toContain('<script>');
});
