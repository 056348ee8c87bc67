import { planRevert } from '../../../lib/shop/jobs/planRevert';
import type { Listing } from '../../../lib/listing/listing';
import type { Edits } from '../../../lib/listing/memory';
import { listing } from '../../support/situation';

type Written = Parameters<typeof planRevert>[0];

describe('taking an edit back', () => {
	const written = { price: { from: 1560, to: 1380 }, visible: { from: false, to: true } };

	it('should put back what the shop still shows', () => {
		expect(planRevert(written, listing({ price: 1380, visible: true }), null)).toEqual({
			edits: { price: 1560, visible: false },
			puts: [
				{ field: 'price', line: '価格 1,380円 → 1,560円 に戻します' },
				{ field: 'visible', line: '公開状態 公開 → 非公開 に戻します' },
			],
			left: [],
		});
	});

	it('should leave what changed since, or is back already', () => {
		expect(planRevert(written, listing({ price: 1400, visible: false }), null)).toEqual({
			edits: {},
			puts: [],
			left: [
				'価格はその後 1,400円 に変わったため、そのままにします',
				'公開状態はすでに 非公開 です',
			],
		});
	});

	it('should leave an item hidden for the reason given, and put its price back', () => {
		const hidden = { price: { from: 1560, to: 1380 }, visible: { from: true, to: false } };
		const shown = listing({ price: 1380, visible: false });
		expect(planRevert(hidden, shown, '緊急停止中の')).toEqual({
			edits: { price: 1560 },
			puts: [{ field: 'price', line: '価格 1,380円 → 1,560円 に戻します' }],
			left: ['公開状態 非公開 → 公開 は緊急停止中のため戻しません'],
		});
	});

	it('should hide an item that the run created', () => {
		const created = {
			created: { from: null, to: 'b-B0006L0120-20261124210000' },
			visible: { from: false, to: true },
		};
		expect(planRevert(created, listing(), null).edits).toEqual({ visible: false });
	});
});

describe('the stock of a row', () => {
	const shown = (stock: number): Listing =>
		listing({
			variation_count: 2,
			variations: [
				{ variation_id: 11, title: '黒', stock, identifier: '' },
				{ variation_id: 12, title: '白', stock: 1, identifier: '' },
			],
		});
	const emptied = { 'variation:11': { from: 2, to: 0 } };
	const filled = { 'variation:11': { from: 0, to: 1 } };
	const gone = { 'variation:13': { from: 1, to: 0 } };

	it.each<[string, Written, number, Edits, string]>([
		['is put back', emptied, 0, { row_stocks: { 11: 2 } }, '0 → 2 に戻します'],
		['is there already', emptied, 2, {}, 'すでに 2 です'],
		['is the owner’s by now', emptied, 5, {}, 'その後 5 に変わった'],
		['goes back to 0', filled, 1, { row_stocks: { 11: 0 } }, '1 → 0 に戻します'],
		['is gone', gone, 0, {}, '今はない'],
	])('%s', (_, written, stock, edits, told) => {
		const { puts, left, ...revert } = planRevert(written, shown(stock), null);
		expect(revert.edits).toEqual(edits);
		expect([...puts.map(({ line }) => line), ...left]).toEqual([expect.stringContaining(told)]);
	});

	it('should be put back beside that of another row', () => {
		const both = { ...emptied, 'variation:12': { from: 3, to: 1 } };
		expect(planRevert(both, shown(0), null).edits).toEqual({ row_stocks: { 11: 2, 12: 3 } });
	});
});
