import type { Listing } from '../../../../lib/listing/listing';
import { planCode } from '../../../../lib/shop/codes/planCode';
import { listing } from '../../../support/situation';

const OLD = 'B000000001';
const NEW = 'B000000002';

const plan = (item: Partial<Listing>, asin = NEW, others: Listing[] = [], pattern?: RegExp) =>
	planCode(listing({ item_id: 7, identifier: OLD, ...item }), asin, {
		listings: others,
		...(pattern ? { pattern } : {}),
	});

describe('the new code of an item', () => {
	it.each([
		['the bare ASIN', OLD, NEW],
		['a form of a listing tool', `s-${OLD}-20250102`, `s-${NEW}-20250102`],
		['our own form', `b-${OLD}-20261124210000`, `b-${NEW}-20261124210000`],
	])('should keep the form of the old one: %s', (_, identifier, code) => {
		expect(plan({ identifier })).toEqual({ code, oldAsin: OLD, problem: null });
	});

	it('should be in the plain form if the old form can’t hold an ASIN of that kind', () => {
		expect(plan({ identifier: OLD }, '4101010013')).toMatchObject({ code: 'b-4101010013' });
	});

	it('should be in the shop’s own form', () => {
		const pattern = /^SHOP:([A-Z0-9]{10})$/;
		expect(plan({ identifier: `SHOP:${OLD}` }, NEW, [], pattern)).toMatchObject({
			code: `SHOP:${NEW}`,
		});
	});

	it.each<[string, Partial<Listing>, string, string]>([
		['no ASIN was typed', {}, 'B00', 'ASINではありません'],
		['it sells that product already', {}, OLD, '今と同じASINです'],
		['its code names no product', { identifier: 'VASE-1' }, NEW, 'ASINが見つかりません'],
	])('should not be made where %s', (_, item, asin, problem) => {
		expect(plan(item, asin).problem).toContain(problem);
	});

	it('should not be made where another item sells the product', () => {
		const other = listing({ item_id: 8, identifier: `b-${NEW}` });
		expect(plan({}, NEW, [other]).problem).toContain('商品ID 8 がすでに販売しています');
	});

	it('should not be made where the rows have codes of their own', () => {
		const row = { variation_id: 1, title: '黒', stock: 1, identifier: OLD };
		const item = { variations: [row], variation_count: 1 };
		expect(plan(item).problem).toContain('バリエーションごとに商品コードがあります');
	});

	it('should ignore the item’s own entry in the list', () => {
		expect(plan({}, NEW, [listing({ item_id: 7, identifier: NEW })]).problem).toBeNull();
	});
});
