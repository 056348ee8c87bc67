import { addsRisk, type AffectedItem, type CutRules } from '../../../lib/changes/addsRisk';
import type { Listing } from '../../../lib/listing/listing';
import type { Offer } from '../../../lib/listing/offer';
import { at, listing, markup13, offer } from '../../support/situation';

/** Amazon 1,000 yen, the shop 1,300: the rule's price. All figures worked out by hand. */

const rules: CutRules = {
	...{ rule: markup13, minimumEditYen: 100, respectOwner: true, items: {} },
};
const item = (changes: Partial<AffectedItem> = {}): AffectedItem => ({
	listing: listing(),
	cached: null,
	override: {},
	...changes,
});
const row = (stock: number) => ({ variation_id: 7, title: '黒', stock, identifier: '' });
const about = (stock: number): Partial<Listing> => ({
	variation_count: 2,
	variations: [row(stock), { ...row(0), variation_id: 8 }],
	variation: { variation_id: 7, title: '黒', stock, siblings: [] },
});

describe("following an offer under the shop's rules", () => {
	it.each<[string, boolean, Partial<Offer>, Partial<Listing>]>([
		['at the price that the shop shows', false, {}, {}],
		['at a higher price', false, { price: 1200 }, {}],
		['that cuts by 100 yen', true, { price: 920 }, {}],
		['that would cut by less than an edit is worth', false, { price: 930 }, {}],
		['without a price', false, { price: null }, {}],
		['of an item that the owner hid', false, {}, { visible: false, stock: 0 }],
		['of an item without stock', true, {}, { stock: 0 }],
		['of an item with a row without stock', true, {}, { ...about(1), variation: undefined }],
		['of a row with stock, beside one without', false, {}, about(1)],
		['of a row without stock', true, {}, about(0)],
		['of a row that shares its price, at a lower price', false, { price: 500 }, about(1)],
		['that the rule refuses for its maximum', false, { price: 90_000 }, { price: 130_000 }],
	])('%s: adds risk: %s', (_, isRisky, offered, listed) => {
		expect(addsRisk(offer(offered), item({ listing: listing(listed) }), rules)).toBe(isRisky);
	});

	it('should add risk to an item that the sync hid, and to any hidden one where the rule has its way', () => {
		const hidden = item({ listing: listing({ visible: false }) });
		const ours = { ...hidden, cached: { shop: { 'shop/1': { hidden_by_sync_at: at(60) } } } };
		expect(addsRisk(offer(), ours, rules)).toBe(true);
		expect(addsRisk(offer(), hidden, { ...rules, respectOwner: false })).toBe(true);
	});

	it('should take points off the cost only where the rule says so', () => {
		const pointed = offer({ points: 100 });
		const deducting = { ...rules, rule: { ...markup13, deductPoints: true } };
		expect(addsRisk(pointed, item(), rules)).toBe(false);
		// (1,000 - 100) x 1.3 = 1,170, above the floor of 1,115.
		expect(addsRisk(pointed, item(), deducting)).toBe(true);
	});

	it("should follow the item's own markup", () => {
		// 1,000 x 1.2 = 1,200.
		expect(addsRisk(offer(), item({ override: { markupPercent: 120 } }), rules)).toBe(true);
	});

	it("should follow the item's fixed price", () => {
		const fixed = item({ override: { price: 1300 } });
		expect(addsRisk(offer({ price: 700 }), fixed, rules)).toBe(false);
	});

	it("should follow the book's settings for the item, and those that came with it before them", () => {
		const cheap = { ...rules, items: { 1: { markupPercent: 120 } } };
		expect(addsRisk(offer(), item(), cheap)).toBe(true);
		expect(addsRisk(offer(), item({ override: { markupPercent: 130 } }), cheap)).toBe(false);
		const left = { ...rules, items: { 1: { neverTouch: true } } };
		expect(addsRisk(offer({ price: 700 }), item(), left)).toBe(false);
	});

	it('should count any difference where every one is worth an edit', () => {
		const every = { ...rules, minimumEditYen: 0 };
		expect(addsRisk(offer(), item(), every)).toBe(false);
		expect(addsRisk(offer({ price: 990 }), item(), every)).toBe(true);
	});

	it('should add risk for a product that the shop does not sell yet', () => {
		expect(addsRisk(offer(), item({ listing: null }), rules)).toBe(true);
	});
});

describe('following an offer without the rules of the shop', () => {
	const writtenAt = (price: number): AffectedItem['cached'] => ({
		shop: { 'shop/1': { last_written: { at: at(60), cost: { price, points: 0 } } } },
	});

	// What is not known to be settled is asked about: the rule of such a canvas is not known here.
	it.each<[string, boolean, AffectedItem['cached']]>([
		['below the cost of the written price', true, writtenAt(1001)],
		['at that cost', false, writtenAt(1000)],
		['of an item that nothing was written to', true, { price: 1000 }],
		['of an item that nothing is known of', true, null],
	])('%s: adds risk: %s', (_, isRisky, cached) => {
		expect(addsRisk(offer(), item({ cached }), null)).toBe(isRisky);
	});

	it('should add risk for a hidden item', () => {
		const hidden = item({ listing: listing({ visible: false }) });
		expect(addsRisk(offer(), hidden, null)).toBe(true);
	});

	it('should add none for an item without a listing', () => {
		expect(addsRisk(offer(), item({ listing: null, cached: { price: 2000 } }), null)).toBe(false);
	});
});

describe('an item that is never edited', () => {
	const hidden = listing({ visible: false });
	const refused = { reason: 'デジタルコンテンツ', modified: null, at: at(60) };

	it('should add no risk where its owner excludes it', () => {
		const excluded = item({ listing: hidden, override: { neverTouch: true } });
		expect(addsRisk(offer(), excluded, rules)).toBe(false);
		expect(addsRisk(offer(), { ...excluded, listing: null }, rules)).toBe(false);
	});

	it('should add no risk where BASE never edits it', () => {
		const cached = { shop: { 'shop/1': { never_editable: refused } } };
		expect(addsRisk(offer(), item({ listing: hidden, cached }), rules)).toBe(false);
	});

	it('should add risk again once its owner has changed it', () => {
		const never_editable = { ...refused, modified: at(120) };
		const cached = { shop: { 'shop/1': { never_editable, hidden_by_sync_at: at(600) } } };
		expect(addsRisk(offer(), item({ listing: hidden, cached }), rules)).toBe(true);
	});
});
