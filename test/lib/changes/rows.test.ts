import { decide } from '../../../lib/changes/decide';
import { editKinds, type Decision } from '../../../lib/changes/decision';
import { tellHolds, type ToldDecision } from '../../../lib/report/describeHold';
import type { Situation } from '../../../lib/changes/situation';
import type { Listing, ListingVariation } from '../../../lib/listing/listing';
import type { ShopMemory } from '../../../lib/listing/memory';
import type { Offer } from '../../../lib/listing/offer';
import { at, guards, listing, offer, situation, soldOut, unknown } from '../../support/situation';

/** Amazon 1,000 yen makes 1,300 in the shop, with a floor of 1,115; Amazon 1,250 makes 1,630 over 1,384. */

const row = (variation_id: number, title: string, stock: number): ListingVariation => ({
	variation_id,
	title,
	stock,
	identifier: '',
});

const item = (black: number, white: number, changes: Partial<Listing> = {}): Listing =>
	listing({
		stock: black + white,
		variation_count: 2,
		variations: [row(11, '黒', black), row(12, '白', white)],
		...changes,
	});

/** The same item, about its black row alone: the white one sells another product. */
const black = (own: number, other: number, changes: Partial<Listing> = {}): Listing =>
	item(own, other, {
		variation: {
			variation_id: 11,
			title: '黒',
			stock: own,
			siblings: [{ variation_id: 12, asin: 'B0000WHITE' }],
		},
		...changes,
	});

const decided = (changes: Partial<Situation>): ToldDecision =>
	tellHolds(decide(situation(changes)));

const remembered = (ofItem: ShopMemory, ofRow: ShopMemory = {}) => ({
	shop: { 'shop/1': ofItem, 'shop/1/11': ofRow },
});

const dear = offer({ price: 1250 });

describe('an item whose rows all sell one product', () => {
	it.each<[string, Listing, Offer, Decision['edits']]>([
		['a sold row is filled up', item(0, 2), offer(), { row_stocks: { 11: 1 } }],
		['rows with stock stay', item(1, 2), offer(), {}],
		[
			'price and rows go together',
			item(0, 0, { price: 1500 }),
			offer(),
			{ price: 1300, row_stocks: { 11: 1, 12: 1 } },
		],
		['a price below the floor is raised', item(1, 1), dear, { price: 1630 }],
		['sold out at Amazon it is hidden whole', item(1, 2), soldOut(), { visible: false }],
	])('%s', (_, given, answer, edits) => {
		expect(decided({ listing: given, offer: answer }).edits).toEqual(edits);
	});

	it('should be shown again with its rows filled up', () => {
		const cached = remembered({ hidden_by_sync_at: at(600) });
		const decision = decided({ cached, listing: item(0, 1, { visible: false }) });
		expect(decision.edits).toEqual({ visible: true, row_stocks: { 11: 1 } });
		expect(decision.why).toContain('BASEのバリエーション「黒」の在庫 0 → 1');
	});

	it('should not be filled up while it stays hidden, or by an old answer', () => {
		expect(decided({ listing: item(0, 1, { visible: false }) }).edits).toEqual({});
		const old = offer({ fetched_at: at(200) });
		expect(decided({ listing: item(0, 1), offer: old })).toMatchObject({
			edits: {},
			held_moves: [{ kind: 'refill', to: { 11: 1 } }],
		});
	});

	it('should keep price and stock to the owner where a row cannot be read', () => {
		const unread = item(0, 0, {
			price: 2500,
			variations: [],
			unreadable_variation: 'variation_stock が null です',
		});
		const decision = decided({ listing: unread });
		expect(decision.edits).toEqual({});
		expect(decision.held).toContain('variation_stock が null です');
		expect(decided({ listing: unread, offer: soldOut() }).edits).toEqual({ visible: false });
	});
});

describe('a row that sells a product of its own', () => {
	it.each<[string, Listing, Offer, Decision['edits'], Decision['kinds']]>([
		['filled up after a sale', black(0, 1), offer(), { row_stocks: { 11: 1 } }, ['refill']],
		['left with its stock', black(3, 0), offer(), {}, []],
		['emptied when sold out', black(2, 1), soldOut(), { row_stocks: { 11: 0 } }, ['empty']],
		[
			'the last one in stock, and the item goes with it',
			black(2, 0),
			soldOut(),
			{ row_stocks: { 11: 0 }, visible: false },
			['empty', 'hide'],
		],
		['empty already', black(0, 1), soldOut(), {}, []],
		['empty like all others', black(0, 0), soldOut(), { visible: false }, ['hide']],
		[
			'emptied on a hidden item too',
			black(1, 1, { visible: false }),
			soldOut(),
			{ row_stocks: { 11: 0 } },
			['empty'],
		],
		['emptied below its floor', black(1, 1), dear, { row_stocks: { 11: 0 } }, ['empty']],
		[
			'the last one, below its floor',
			black(1, 0),
			dear,
			{ row_stocks: { 11: 0 }, visible: false },
			['empty', 'hide'],
		],
		['kept out below its floor', black(0, 1), dear, {}, []],
	])('should be %s', (_, given, answer, edits, kinds) => {
		expect(decided({ listing: given, offer: answer })).toMatchObject({ edits, kinds });
		expect(decided({ listing: given, offer: answer }).edits).toEqual(edits);
	});

	it('should count its emptying as lowering risk', () => {
		expect(decided({ listing: black(2, 1), offer: soldOut() }).risk).toBe('lowers');
		expect(decided({ listing: black(0, 1) }).risk).toBe('adds');
	});

	it('should never have its price edited, and say which one it would need', () => {
		const costly = black(1, 1, { price: 2500 });
		const first = decided({ listing: costly });
		expect(first).toMatchObject({
			edits: {},
			held_moves: [{ kind: 'cut', to: 1300, quiet: false }],
		});
		expect(first.held).toContain(
			'それぞれ別のAmazon商品のため、価格は自動更新しません (計算では 1,300円)',
		);
		const again = decided({ listing: costly, cached: remembered({}, { variation_noticed: 1300 }) });
		expect(again.held_moves).toMatchObject([{ kind: 'cut', quiet: true }]);
	});

	it('should ring nobody twice while it stays below its floor', () => {
		const cached = remembered({}, { variation_noticed: 1630 });
		const { held_moves } = decided({ listing: black(0, 1), offer: dear, cached });
		expect(held_moves).toMatchObject([
			{ kind: 'raise', quiet: true },
			{ kind: 'refill', quiet: true },
		]);
	});

	it('should bring back the item that the sync hid', () => {
		const cached = remembered({ hidden_by_sync_at: at(600) });
		const back = decided({ cached, listing: black(0, 0, { visible: false }) });
		expect(back.edits).toEqual({ visible: true, row_stocks: { 11: 1 } });
	});

	it.each<[string, ShopMemory, string]>([
		['the owner hid it', {}, '手動で非公開'],
		['the brake hid it', { hidden_by_sync_at: at(600), hidden_by_brake_at: at(500) }, '緊急停止'],
	])('should leave the item hidden where %s', (_, ofItem, reason) => {
		const hidden = black(0, 0, { visible: false });
		const decision = decided({ cached: remembered(ofItem), listing: hidden, isBraked: true });
		expect(decision.edits).toEqual({});
		expect(decision.held).toContain(reason);
	});

	it('should be emptied however many rows were, because a count stops no hide', () => {
		const waves = { limit: 10, reached: [...editKinds] };
		const decision = decided({ waves, listing: black(2, 1), offer: soldOut() });
		expect(decision.edits).toEqual({ row_stocks: { 11: 0 } });
	});

	it('should wait for the owner where its stock fell to 0 with many others', () => {
		const falls = { limit: 10, together: new Set(['1/11']) };
		expect(decided({ falls, listing: black(0, 1) })).toMatchObject({
			edits: {},
			held_moves: [{ guard: 'refill', to: { 11: 1 } }],
		});
	});

	it('should be emptied after a day without an answer', () => {
		const cached = { price: 1000, price_updated_at: at(25 * 60), failing_since: at(60) };
		const listed = black(1, 1);
		expect(decided({ cached, listing: listed, offer: unknown() }).edits).toEqual({
			row_stocks: { 11: 0 },
		});
	});

	it('should stay as it is on a hidden item where the rule names no price', () => {
		const answer = offer({ price: 80_000 });
		const hidden = black(1, 1, { price: 99_000, visible: false });
		expect(decided({ listing: hidden, offer: answer }).edits).toEqual({});
	});

	it('should be filled up as far as the guard says', () => {
		const three = { ...guards, refillStock: 3 };
		expect(decided({ guards: three, listing: black(0, 1) }).edits).toEqual({
			row_stocks: { 11: 3 },
		});
	});

	it('should clear marks of the item once it is seen on sale', () => {
		const cached = remembered({ hidden_by_sync_at: at(600) });
		expect(decided({ cached, listing: black(1, 1) }).remember).toMatchObject({
			cleared: { hidden_by_sync_at: at(600) },
		});
	});
});
