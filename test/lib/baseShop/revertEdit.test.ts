import { revertOf } from '../../../lib/baseShop/revertEdit';
import { listing } from '../../support/situation';

describe('revertOf', () => {
	it('should put back what the shop still shows, and leave what changed since', () => {
		const written = { price: { from: 1560, to: 1380 }, visible: { from: false, to: true } };
		expect(revertOf(written, listing({ price: 1380, visible: true }), {})).toEqual({
			edits: { price: 1560, visible: false },
			why: ['価格 1,380円 → 1,560円 に戻します', '公開状態 公開 → 非公開 に戻します'],
		});
		expect(revertOf(written, listing({ price: 1400, visible: false }), {})).toEqual({
			edits: {},
			why: [
				'価格はその後 1,400円 に変わったため、そのままにします',
				'公開状態はすでに 非公開 です',
			],
		});
	});

	it('should not put a price back below the cost, nor an item on sale that Amazon has not got', () => {
		const shown = listing({ price: 1560, visible: false });
		const written = { price: { from: 1200, to: 1560 }, visible: { from: true, to: false } };
		const known = { floor: 1300, in_stock: false };
		expect(revertOf(written, shown, known).edits).toEqual({});
		expect(revertOf(written, shown, known).why[0]).toContain('下限 1,300円 を下回る');
		expect(revertOf(written, shown, { floor: null, in_stock: null }).edits).toEqual({
			price: 1200,
			visible: true,
		});
	});

	it('should not show again what stands below its floor', () => {
		const written = { visible: { from: true, to: false } };
		const shown = listing({ price: 2600, visible: false });
		const revert = revertOf(written, shown, { floor: 5400, in_stock: true });
		expect(revert.edits).toEqual({});
		expect(revert.why).toEqual([
			'公開状態 非公開 → 公開 は販売価格が下限 5,400円 を下回るため戻しません (原価割れ)',
		]);
		const withPrice = { ...written, price: { from: 5500, to: 2600 } };
		expect(revertOf(withPrice, shown, { floor: 5400, in_stock: true }).edits).toEqual({
			visible: true,
			price: 5500,
		});
	});

	it('should hide an item that the run created', () => {
		const written = {
			created: { from: null, to: 'b-B0006L0120-20261124210000' },
			visible: { from: false, to: true },
		};
		expect(revertOf(written, listing(), {}).edits).toEqual({ visible: false });
	});
});
