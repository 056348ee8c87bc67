import type { DocumentPatch } from '../../../../lib/cache/document';
import { defaultValues, type RuleValues } from '../../../../lib/ledger/rules/ruleValues';
import type { Listing } from '../../../../lib/listing/listing';
import { previewRules } from '../../../../lib/shop/preview/previewRules';
import { MemoryStore } from '../../../support/memoryStore';
import { at, listing, markup13, NOW } from '../../../support/situation';
import { openStored, type Stored } from '../../../support/stored';

let stored: Stored;

beforeEach(async () => {
	stored = openStored({ store: new MemoryStore(), now: () => NOW });
	await stored.rules.save('shop', withMarkup(130), 'settings');
});

const withMarkup = (markupPercent: number, changes: Partial<RuleValues> = {}): RuleValues => ({
	...defaultValues,
	live: true,
	pricing: { ...markup13, tiers: [{ upTo: null, markupPercent }] },
	...changes,
});

const asinOf = (id: number): string => `B${String(id).padStart(9, '0')}`;

const item = (item_id: number, changes: Partial<Listing> = {}): Listing =>
	listing({ item_id, identifier: asinOf(item_id), ...changes });

/** A product that was priced by 1.3 at 1,000 yen, as Amazon confirmed an hour ago. */
async function place(item_id: number, changes: Partial<DocumentPatch> = {}): Promise<void> {
	const asked = at(60);
	const witness = {
		buy_box_price: 1000,
		new_count: 3,
		seen_at: asked,
		verdict: 'supports' as const,
	};
	await stored.write([
		{
			asin: asinOf(item_id),
			set: {
				price: { price: 1000, currency: 'JPY', points: 0, at: asked },
				stock: { in_stock: true, offer_status: 'in_stock', witness, at: asked },
				supported: { price: 1000, at: asked },
				shop: {
					[`shop/${item_id}`]: {
						last_written: {
							...{ price: 1300, at: asked, price_at: asked },
							...{ cost: { price: 1000, points: 0 }, rules: 1, override: null },
						},
						recognition: { agrees: true, title: '給水器', amazon_title: '給水器', at: asked },
					},
				},
				...changes,
			},
		},
	]);
}

const preview = async (values: RuleValues) =>
	await previewRules('shop', values, {
		data: { cache: stored, ledger: stored },
		now: () => NOW,
	});

const accept = async (...items: Listing[]) => await stored.items.accept('shop', items, undefined);

it('should say nothing about a shop whose list was never read', async () => {
	expect(await preview(withMarkup(150))).toBeNull();
});

it('should count 0 of everything for a shop without products', async () => {
	await accept();
	expect(await preview(withMarkup(150))).toMatchObject({
		...{ total: 0, rise: 0, fall: 0, hide: 0, show: 0, unchanged: 0, unknown: 0 },
		...{ below_floor: 0, average_yen: 0, answer_hours: null, examples: [], base_minutes: 0 },
	});
});

describe('the part of a preview that the change has nothing to do with', () => {
	const dearer = {
		price: { price: 2000, currency: 'JPY', points: 0, at: at(60) },
		supported: { price: 2000, at: at(60) },
	};

	beforeEach(async () => {
		await accept(item(1), item(2));
		await place(1);
		await place(2, dearer);
	});

	it('should be what moves alike by the rules as they are', async () => {
		const own = withMarkup(130, { items: { 1: { price: 1900 } } });
		expect(await preview(own)).toMatchObject({ rise: 2, anyway: 1 });
	});

	it('should be nothing where each move is another one', async () => {
		expect(await preview(withMarkup(150))).toMatchObject({ rise: 2, anyway: 0 });
	});

	it('should be nothing in a shop that is not live yet', async () => {
		await stored.rules.save('shop', withMarkup(130, { live: false }), 'owner');
		expect(await preview(withMarkup(130))).toMatchObject({ rise: 1, anyway: 0 });
	});
});

describe('the preview of another markup', () => {
	it('should count what becomes of each product, and sum to the total', async () => {
		await accept(
			item(1),
			item(2, { price: 1500 }),
			item(3),
			item(4, { visible: false }),
			item(5),
			item(6),
			item(7),
		);
		// 1 rises, 2 stands at 1,500 yen already, 3 is sold out, 4 comes back, 5 is too small a difference to
		// edit, 6 was never asked for, 7 falls to 900 yen.
		await place(1);
		await place(2);
		const sold = { in_stock: false, offer_status: 'out_of_stock' as const, at: at(60) };
		await place(3, { stock: sold });
		await place(4);
		await stored.write([
			{ asin: asinOf(4), set: { shop: { 'shop/4': { hidden_by_sync_at: at(90) } } } },
		]);
		await place(5, { price: { price: 870, points: 0, at: at(60) } });
		await place(7, { price: { price: 600, points: 0, at: at(60) } });
		const seen = await preview(withMarkup(150));
		expect(seen).toMatchObject({
			...{ total: 7, rise: 1, fall: 1, hide: 1, show: 1, unchanged: 2, unknown: 1 },
			...{ below_floor: 0, average_yen: -100, base_minutes: 0 },
			answer_hours: { median: 1, oldest: 1 },
		});
	});

	it('should count as below the floor what no allowed price covers', async () => {
		await accept(item(1, { price: 1000 }));
		await place(1);
		const seen = await preview(withMarkup(150, { pricing: capped(1000, 150) }));
		expect(seen).toMatchObject({ total: 1, hide: 1, below_floor: 1, unchanged: 0 });
		expect(seen?.examples).toMatchObject([{ item_id: 1, from: 1000, to: null }]);
	});

	it('should name the ten largest moves with their reasons, the largest first', async () => {
		const ids = Array.from({ length: 12 }, (_, index) => index + 1);
		await accept(...ids.map((id) => item(id, { price: 1300 - id * 10 })));
		for (const id of ids) {
			await place(id);
			const last_written = {
				...{ price: 1300 - id * 10, at: at(60), price_at: at(60), rules: 1, override: null },
				cost: { price: 1000, points: 0 },
			};
			await stored.write([
				{ asin: asinOf(id), set: { shop: { [`shop/${id}`]: { last_written } } } },
			]);
		}
		const { examples = [] } = (await preview(withMarkup(150))) ?? {};
		expect(examples.map(({ item_id }) => item_id)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
		expect(examples[0]).toMatchObject({ asin: asinOf(12), from: 1180, to: 1500 });
		expect(examples[0]?.why.at(-1)).toBe('BASEの価格 1,180円 → 1,500円 (+320円)');
	});

	it('should name examples of each kind, however large the moves of another are', async () => {
		const ids = Array.from({ length: 12 }, (_, index) => index + 1);
		const titled = [13, 14, 15].map((id) => item(id, { title: '猫の給水器' }));
		const gone = item(16);
		const back = item(17, { visible: false });
		const dear = item(18);
		await accept(...ids.map((id) => item(id)), ...titled, gone, back, dear);
		for (const id of [...ids, 13, 14, 15, 16, 17]) await place(id);
		const sold = { in_stock: false, offer_status: 'out_of_stock' as const, at: at(60) };
		await place(16, { stock: sold });
		await stored.write([
			{ asin: asinOf(17), set: { shop: { 'shop/17': { hidden_by_sync_at: at(90) } } } },
		]);
		await place(18, { price: { price: 600, points: 0, at: at(60) } });
		const blocked: RuleValues['blocked'] = {
			...{ asins: [asinOf(15)], brands: [], words: ['猫'], action: 'hide' },
		};
		const seen = (await preview(withMarkup(150, { blocked })))!;
		expect(seen).toMatchObject({ rise: 12, fall: 1, hide: 4, show: 1, blocked: 3, on_sale: 17 });
		const ofKind = Object.entries(seen.examples_of!).map(([kind, moves]) => [
			kind,
			moves.map(({ item_id }) => item_id),
		]);
		expect(Object.fromEntries(ofKind)).toEqual({
			...{ rise: ids.slice(0, 10), fall: [18], hide: [16], show: [17], blocked: [13, 14, 15] },
		});
		expect(seen.examples_of!.blocked.map(({ to, block }) => [to, block])).toEqual([
			[null, { by: 'word', entry: '猫' }],
			[null, { by: 'word', entry: '猫' }],
			[null, { by: 'asin', entry: asinOf(15) }],
		]);
		expect(seen.examples_of!.hide[0]).not.toHaveProperty('block');
	});

	it('should count an item that waits for the owner as unknown', async () => {
		// Nothing was ever written to it, and its price is far from the rule's.
		await accept(item(1, { price: 5000 }));
		await place(1, { shop: {} });
		expect(await preview(withMarkup(150))).toMatchObject({ total: 1, unknown: 1, unchanged: 0 });
	});

	it('should count an item with a price by hand as unchanged', async () => {
		await accept(item(1, { price: 2500 }));
		await place(1);
		expect(await preview(withMarkup(150))).toMatchObject({ total: 1, unknown: 0, unchanged: 1 });
	});

	it('should take data of the older tools for no answer of Amazon', async () => {
		await accept(item(1));
		await place(1, { is_import: true });
		const seen = await preview(withMarkup(150));
		expect(seen).toMatchObject({ total: 1, unknown: 1, rise: 0, answer_hours: null });
	});

	it('should find nothing to do by the rules that rule already', async () => {
		await accept(item(1));
		await place(1);
		expect(await preview(withMarkup(130))).toMatchObject({ total: 1, unchanged: 1 });
	});

	it('should make full hours of what BASE takes in more than one', async () => {
		const ids = Array.from({ length: 2600 }, (_, index) => index + 1);
		await accept(...ids.map((id) => item(id)));
		for (const id of ids) await place(id);
		// A look and an edit for each: 5,200 calls.
		expect(await preview(withMarkup(150))).toMatchObject({ rise: 2600, base_minutes: 120 });
	});

	it('should write nothing', async () => {
		await accept(item(1));
		await place(1);
		const book = await stored.rules.versions('shop');
		await preview(withMarkup(150));
		expect(await stored.rules.versions('shop')).toEqual(book);
		expect(await stored.rules.openProposals('shop')).toEqual([]);
		expect(await stored.items.read('shop')).toMatchObject({ listings: [{ price: 1300 }] });
	});
});

const capped = (maximum: number, markupPercent: number): RuleValues['pricing'] => ({
	...markup13,
	...{ tiers: [{ upTo: null, markupPercent }], maximum },
});

describe('the preview of another filter', () => {
	const withFilter = (filter: Partial<RuleValues['filter']>): RuleValues =>
		withMarkup(150, { filter: { ...defaultValues.filter, ...filter } });

	it.each<[string, Partial<RuleValues['filter']>]>([
		['slower offers', { maximumShipHours: 200 }],
		['faster offers alone', { maximumShipHours: 24 }],
		['paid shipping', { shipping: 'include' }],
		['better sellers alone', { minimumRatingPercent: 90 }],
		['Amazon’s own shipping, of an offer of a seller’s', { requireFba: true }],
	])('should say nothing about what only Amazon’s next answer shows: %s', async (_, filter) => {
		await accept(item(1));
		await place(1);
		const price = { price: 1000, points: 0, is_fba: false, at: at(60) };
		await stored.write([{ asin: asinOf(1), set: { price } }]);
		expect(await preview(withFilter(filter))).toMatchObject({ rise: 0, unknown: 1, total: 1 });
	});

	it('should foresee a stricter filter that still accepts the offer', async () => {
		await accept(item(1));
		await place(1);
		const price = { price: 1000, points: 0, shipping: 0, is_fba: true, is_prime: true, at: at(60) };
		await stored.write([{ asin: asinOf(1), set: { price } }]);
		const seen = await preview(withFilter({ requireFba: true, requirePrime: true }));
		expect(seen).toMatchObject({ rise: 1, unknown: 0 });
	});

	it('should foresee that a stricter filter brings nothing back', async () => {
		await accept(item(1, { visible: false }));
		const stock = { in_stock: false, offer_status: 'filtered_out' as const, at: at(60) };
		await place(1, { stock });
		expect(await preview(withFilter({ maximumShipHours: 24 }))).toMatchObject({ unchanged: 1 });
		expect(await preview(withFilter({ maximumShipHours: 200 }))).toMatchObject({ unknown: 1 });
	});
});

it('should count the items whose own price is refused', async () => {
	await accept(item(1), item(2), item(3));
	await place(1);
	await place(2);
	await place(3);
	const items = { 1: { price: 98 }, 2: { price: 1400 }, 3: { price: 98, neverTouch: true } };
	expect(await preview(withMarkup(130, { items }))).toMatchObject({ refused: 1, rise: 1 });
});
