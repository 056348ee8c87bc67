import { composeLists } from '../../../../../lib/report/desk/lists/composeLists';
import { renderListsPage } from '../../../../../lib/report/desk/lists/listsPage';
import type { Listed } from '../../../../../lib/shop/lists/findListed';

const AT = '2026-11-29T09:00:00+09:00';
const HOSTILE = '"><script>alert(1)</script>';

const listed = (item_id: number, changes: Partial<Listed> = {}): Listed => ({
	...{ kind: 'dead', item_id, asin: 'B000000001', title: '水筒', since: null },
	...{ held: [], amazonTitle: null, reason: null, status: null, drift: null, word: null },
	...changes,
});

const render = (found: Listed[], from = 0, isCounting = false) =>
	renderListsPage(
		composeLists(found, AT),
		{
			...{ account: 'my-shop', accounts: ['my-shop'], madeAt: '', done: '', questions: 0 },
			sign: () => {
				throw new Error('The lists have no forms');
			},
		},
		{ kind: 'dead', from, now: Date.parse(AT), isCounting },
	);

it('should say that it is counting anew where the lists are some time old', () => {
	expect(render([listed(1)], 0, true)).toContain('いま数え直しています');
	expect(render([listed(1)])).not.toContain('いま数え直しています');
});

it('should count 0 of everything in a shop where all goes by itself', () => {
	const { counts, items } = composeLists([], AT);
	expect(Object.values(counts).every((count) => count === 0)).toBe(true);
	expect(Object.values(items).every((each) => each.length === 0)).toBe(true);
});

it('should say of an item that only its own floor holds it', () => {
	const kind = 'below_floor' as const;
	const { items } = composeLists([listed(1, { kind, ownFloor: 3000 }), listed(2, { kind })], AT);
	expect(items.below_floor.map(({ note }) => note)).toEqual([
		'この商品に決めた下限 3,000円 を下回ります',
		'',
	]);
});

it('should begin with what lasts longest, and end with what has no date', () => {
	const found = [
		listed(3),
		listed(2, { since: '2026-11-28T00:00:00Z' }),
		listed(1, { since: '2026-11-01T00:00:00Z' }),
	];
	const { items } = composeLists(found, AT);
	expect(items.dead.map(({ item_id }) => item_id)).toEqual([1, 2, 3]);
	expect(render(found)).toContain('28日前から');
});

it('should keep a thousand of each, and count them all', () => {
	const { counts, items } = composeLists(
		Array.from({ length: 1500 }, (_, index) => listed(index + 1)),
		AT,
	);
	expect(counts.dead).toBe(1500);
	expect(items.dead).toHaveLength(1000);
});

it('should show a hundred on a page, with ways on and back', () => {
	const found = Array.from({ length: 150 }, (_, index) => listed(index + 1));
	const first = render(found);
	expect(first.match(/<li>/g)).toHaveLength(100);
	expect(first).toContain('from=100">次へ');
	expect(render(found, 100).match(/<li>/g)).toHaveLength(50);
	expect(render(found, 100)).toContain('from=0">前へ');
});

it('should put Amazon’s title beside the shop’s where both may be the same product', () => {
	const { items } = composeLists(
		[
			listed(1, { kind: 'unrecognised', amazonTitle: '真空断熱 水筒 500ml' }),
			listed(2, { kind: 'unrecognised' }),
		],
		AT,
	);
	expect(items.unrecognised.map(({ note }) => note)).toEqual([
		'Amazonの商品名は「真空断熱 水筒 500ml」です',
		'Amazonの商品名がまだ分かりません',
	]);
});

it('should take no title and no reason for markup', () => {
	const html = render([listed(1, { title: HOSTILE, reason: HOSTILE })]);
	expect(html).not.toContain('<script>');
});
