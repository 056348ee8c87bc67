import { indexByAsin } from '../../../lib/listing/codes/listedItems';
import type { Listing } from '../../../lib/listing/listing';

const ASIN = 'B0006L0120';

const listing = (identifier: string, title = '給水器'): Listing => ({
	account: 'my-shop',
	item_id: 7,
	title,
	price: 1300,
	visible: true,
	stock: 1,
	identifier,
	variation_count: 0,
	variations: [],
	modified: null,
	read_at: '2026-11-24T21:00:00.000+09:00',
});

describe('the items that stand for an ASIN', () => {
	it('should be sure where the code says so', () => {
		const items = [listing(`b-${ASIN}-20261124210000`), listing('b-B000000001-20261124210000')];
		expect(indexByAsin(items)(ASIN)).toEqual({ sure: [items[0]], possible: [] });
	});

	it.each([
		['two ASINs', `${ASIN}-B000000001`, '給水器'],
		['small letters', `x-${ASIN.toLowerCase()}`, '給水器'],
		['no separators', `SHOP${ASIN}A`, '給水器'],
		['full width', 'Ｂ０００６Ｌ０１２０の品', '給水器'],
		['an empty code, named by its title', '', `給水器 (${ASIN})`],
	])('should be possible where the code has %s', (_, identifier, title) => {
		const item = listing(identifier, title);
		const find = indexByAsin([item]);
		expect(find(ASIN)).toEqual({ sure: [], possible: [item] });
		expect(find('B000000002')).toEqual({ sure: [], possible: [] });
	});

	it("should be possible where the code is not of the shop's own format", () => {
		const item = listing(`base-${ASIN}-20240101_1200`);
		const find = indexByAsin([item], /^shop-([A-Z0-9]{10})$/);
		expect(find(ASIN)).toEqual({ sure: [], possible: [item] });
	});

	it('should be sure of what was listed by this package, whatever the format', () => {
		const item = listing(`b-${ASIN}-20261124210000`);
		const find = indexByAsin([item], /^shop-([A-Z0-9]{10})$/);
		expect(find(ASIN)).toEqual({ sure: [item], possible: [] });
	});

	it('should be sure where one of its rows says so', () => {
		const rows = [ASIN, 'b-B000000001-20261124210000'].map((identifier, index) => ({
			variation_id: index,
			title: '',
			stock: 1,
			identifier,
		}));
		const item = { ...listing('セット-1', 'B000000002 対応'), variations: rows };
		const find = indexByAsin([item]);
		expect(find(ASIN)).toEqual({ sure: [item], possible: [] });
		expect(find('B000000001')).toEqual({ sure: [item], possible: [] });
		expect(find('B000000002')).toEqual({ sure: [], possible: [item] });
	});

	it('should not count a title beside a clear code of another product', () => {
		const item = listing('b-B000000001-20261124210000', `${ASIN} 用の替えフィルター`);
		expect(indexByAsin([item])(ASIN)).toEqual({ sure: [], possible: [] });
	});
});
