import { renderDeadWoodPage } from '../../../../../lib/report/desk/deadWood/deadWoodPage';
import type { DeadItem } from '../../../../../lib/shop/deadWood/findDeadWood';
import { listing } from '../../../../support/situation';

const NOW = Date.parse('2026-11-29T12:00:00+09:00');
const DAY = 86_400_000;

const item = (item_id: number, changes: Partial<DeadItem> = {}): DeadItem => ({
	...{ asins: ['B000000001'], since: NOW - 45 * DAY, isGone: false, isFiltered: false },
	...{ sold: null, seal: 'SEAL' },
	listing: listing({ item_id, title: '水筒', visible: false }),
	...changes,
});
const signed: unknown[][] = [];
const view = {
	...{ account: 'b&c', accounts: ['b&c'], madeAt: '', done: '', questions: 0 },
	sign: (action: string, targets: readonly string[] = [], rows = 0, state = '') => {
		signed.push([action, rows, state]);
		return { action, account: 'b&c', targets, state, rows, token: 't' };
	},
};
const render = (items: DeadItem[], { from = 0, alarm = '' } = {}) =>
	renderDeadWoodPage({ days: 30, items }, view, { from, now: NOW, alarm, job: null });

beforeEach(() => void signed.splice(0));

it('should say for how long an item is sold out, and when it was last sold', () => {
	const sold = { since: 0, in30Days: 0, in90Days: 2, lastSoldAt: NOW - 60 * DAY };
	const html = render([item(7, { sold })]);
	expect(html).toContain('売り切れが続く商品 1件');
	expect(html).toContain('<a href="?account=b%26c&amp;page=item&amp;id=7">水筒</a>');
	expect(html).toContain('売り切れ (45日前から)・最後に売れた日: 60日前');
});

it('should say nothing of sales in a shop whose orders nobody reads', () => {
	expect(render([item(7)])).not.toContain('最後に売れた日');
});

it('should tell what Amazon no longer knows from what is sold out', () => {
	expect(render([item(7, { isGone: true })])).toContain('Amazonにありません (45日前から)');
});

it('should offer each hidden item for a choice, and sign what it shows of it', () => {
	expect(render([item(7), item(8, { seal: 'OTHER' })])).toContain('隠したままにする</button>');
	expect(signed).toEqual([['dead_wood', 2, '7@SEAL 8@OTHER']]);
});

it('should offer nothing that is on sale: it would stay on sale', () => {
	const html = render([item(7, { listing: listing({ item_id: 7, visible: true }) })]);
	expect(html).toContain('公開中');
	expect(html).not.toContain('<form');
});

it('should show a hundred on a page, with ways on and back', () => {
	const items = Array.from({ length: 150 }, (_, index) => item(index + 1));
	expect(render(items).match(/<li class="pick">/g)).toHaveLength(100);
	expect(render(items)).toContain('from=100">次へ');
	expect(render(items, { from: 100 })).toContain('from=0">前へ');
});

it('should say that nothing is sold out for so long, and why a choice was refused', () => {
	expect(render([])).toContain('30日以上売り切れが続く商品はありません');
	expect(render([], { alarm: '選ばれていません' })).toContain('role="alert">選ばれていません');
});

it('should say that the shop was never listed', () => {
	const html = renderDeadWoodPage(null, view, { from: 0, now: NOW, alarm: '', job: null });
	expect(html).toContain('BASEの商品一覧をまだ読んでいません');
});

it('should take no title for markup', () => {
	const hostile = listing({ item_id: 7, title: '"><script>alert(1)</script>', visible: false });
	expect(render([item(7, { listing: hostile })])).not.toContain('<script>');
});
