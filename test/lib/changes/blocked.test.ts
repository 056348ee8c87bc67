import { decide } from '../../../lib/changes/decide';
import type { Situation } from '../../../lib/changes/situation';
import type { Block } from '../../../lib/listing/blocks/blockLists';
import { at, listing, offer, situation, soldOut, unknown } from '../../support/situation';

const hide: Block = { by: 'brand', entry: '甲', action: 'hide' };
const tell: Block = { ...hide, action: 'tell' };

const decideBlocked = (changes: Partial<Situation> = {}) =>
	decide(situation({ version: 2, block: hide, ...changes }));

it.each([
	['in stock', offer(), null],
	['sold out', soldOut(), null],
	['without an answer since an earlier one', unknown(), { price_updated_at: at(600) }],
])('should hide a blocked item that is %s at Amazon', (_, seen, cached) => {
	expect(decideBlocked({ offer: seen, cached })).toMatchObject({
		...{ edits: { visible: false }, kinds: ['hide'], risk: 'lowers', held_moves: [] },
		...{ stop: 'blocked', cause: 'rule', block: hide },
		why: ['出品しないブランド「甲」に当たるため → 非公開', 'BASEで非公開にする'],
	});
});

it('should leave an item alone that Amazon never confirmed: it may be the owner’s own goods', () => {
	expect(decideBlocked({ offer: unknown(), cached: null })).toMatchObject({ edits: {}, kinds: [] });
});

it('should leave a hidden one hidden, its price and stock included', () => {
	const hidden = listing({ visible: false, price: 900, stock: 0 });
	const memory = { 'shop/1': { hidden_by_sync_at: at(60) } };
	expect(decideBlocked({ listing: hidden, cached: { shop: memory } })).toMatchObject({
		...{ edits: {}, kinds: [], stop: 'blocked' },
	});
});

it('should empty only the row whose product is blocked', () => {
	const rows = [
		{ variation_id: 11, title: '黒', stock: 1, identifier: '' },
		{ variation_id: 12, title: '白', stock: 1, identifier: '' },
	];
	const variation = { variation_id: 11, title: '黒', stock: 1, siblings: [] };
	const varied = listing({ variation_count: 2, variations: rows, variation });
	expect(decideBlocked({ listing: varied }).edits).toEqual({ row_stocks: { 11: 0 } });
});

it('should leave alone what the owner exempts', () => {
	expect(decideBlocked({ override: { neverTouch: true } }).edits).toEqual({});
});

it('should decide by Amazon, and say so, where the owner wants only to be told', () => {
	const decision = decideBlocked({ block: tell, offer: offer({ price: 1200 }) });
	expect(decision).toMatchObject({ edits: { price: 1560 }, stop: null, block: tell });
	expect(decision.why[0]).toBe('出品しないブランド「甲」に当たります (お知らせのみの設定です)');
});

it('should show again what it hid itself once nothing blocks it', () => {
	const hidden = listing({ visible: false });
	const memory = { 'shop/1': { hidden_by_sync_at: at(60) } };
	const known = { listing: hidden, cached: { shop: memory }, block: null };
	expect(decideBlocked(known).edits).toEqual({ visible: true });
});

it('should not show what the owner hid, though nothing blocks it any more', () => {
	expect(decideBlocked({ listing: listing({ visible: false }), block: null }).edits).toEqual({});
});
