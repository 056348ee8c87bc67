import { planRevert, type KnownCost, type WrittenFields } from '../../../lib/shop/edits/revertEdit';
import type { Edits } from '../../../lib/listing/memory';
import { listing } from '../../support/situation';

describe('revertOf', () => {
	it('should put back what the shop still shows, and leave what changed since', () => {
		const written = { price: { from: 1560, to: 1380 }, visible: { from: false, to: true } };
		expect(planRevert(written, listing({ price: 1380, visible: true }), {})).toEqual({
			edits: { price: 1560, visible: false },
			why: ['価格 1,380円 → 1,560円 に戻します', '公開状態 公開 → 非公開 に戻します'],
		});
		expect(planRevert(written, listing({ price: 1400, visible: false }), {})).toEqual({
			edits: {},
			why: [
				'価格はその後 1,400円 に変わったため、そのままにします',
				'公開状態はすでに 非公開 です',
			],
		});
	});

	describe('the stock of a row', () => {
		const shown = (stock: number) =>
			listing({
				variation_count: 2,
				variations: [
					{ variation_id: 11, title: '黒', stock, identifier: '' },
					{ variation_id: 12, title: '白', stock: 1, identifier: '' },
				],
			});
		const emptied = { 'variation:11': { from: 2, to: 0 } };

		it.each<[string, WrittenFields, number, KnownCost, Edits, string]>([
			['is put back', emptied, 0, {}, { row_stocks: { 11: 2 } }, '0 → 2 に戻します'],
			['is there already', emptied, 2, {}, {}, 'すでに 2 です'],
			['is the owner’s by now', emptied, 5, {}, {}, 'その後 5 に変わった'],
			['stays 0 of what is sold out', emptied, 0, { in_stock: false }, {}, '在庫がないため'],
			['stays 0 below its floor', emptied, 0, { floor: 1301 }, {}, '原価割れ'],
			[
				'goes back to 0 whatever Amazon has',
				{ 'variation:11': { from: 0, to: 1 } },
				1,
				{ in_stock: false },
				{ row_stocks: { 11: 0 } },
				'1 → 0 に戻します',
			],
			['is gone', { 'variation:13': { from: 1, to: 0 } }, 0, {}, {}, '今はない'],
		])('%s', (_, written, stock, cost, edits, why) => {
			const revert = planRevert(written, shown(stock), cost);
			expect(revert.edits).toEqual(edits);
			expect(revert.why).toEqual([expect.stringContaining(why)]);
		});
	});

	it('should not put a price back below the cost, nor an item on sale that Amazon has not got', () => {
		const shown = listing({ price: 1560, visible: false });
		const written = { price: { from: 1200, to: 1560 }, visible: { from: true, to: false } };
		const known = { floor: 1300, in_stock: false };
		expect(planRevert(written, shown, known).edits).toEqual({});
		expect(planRevert(written, shown, known).why[0]).toContain('下限 1,300円 を下回る');
		expect(planRevert(written, shown, { floor: null, in_stock: null }).edits).toEqual({
			price: 1200,
			visible: true,
		});
	});

	it('should not show again what stands below its floor', () => {
		const written = { visible: { from: true, to: false } };
		const shown = listing({ price: 2600, visible: false });
		const revert = planRevert(written, shown, { floor: 5400, in_stock: true });
		expect(revert.edits).toEqual({});
		expect(revert.why).toEqual([
			'公開状態 非公開 → 公開 は販売価格が下限 5,400円 を下回るため戻しません (原価割れ)',
		]);
		const withPrice = { ...written, price: { from: 5500, to: 2600 } };
		expect(planRevert(withPrice, shown, { floor: 5400, in_stock: true }).edits).toEqual({
			visible: true,
			price: 5500,
		});
	});

	it('should hide an item that the run created', () => {
		const written = {
			created: { from: null, to: 'b-B0006L0120-20261124210000' },
			visible: { from: false, to: true },
		};
		expect(planRevert(written, listing(), {}).edits).toEqual({ visible: false });
	});
});
