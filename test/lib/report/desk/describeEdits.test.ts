import { describeEdits } from '../../../../lib/report/desk/describeEdits';

it.each([
	['a price', { price: { from: 2600, to: 3120 } }, '2,600円 → 3,120円'],
	['a hide', { visible: { from: true, to: false } }, '非公開にしました'],
	['a stock', { stock: { from: 0, to: 1 } }, '在庫 0 → 1'],
	['another code', { identifier: { from: 'b-A', to: 'b-B' } }, '商品コード b-A → b-B'],
	['a deletion', { deleted: { from: 'b-A 水筒', to: null } }, '削除しました (b-A 水筒)'],
])('should say what an edit did: %s', (_, edits, text) => {
	expect(describeEdits(edits)).toBe(text);
});
