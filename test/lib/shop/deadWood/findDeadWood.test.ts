import { defaultValues, type RuleValues } from '../../../../lib/ledger/rules/ruleValues';
import type { DocumentPatch } from '../../../../lib/cache/document';
import type { Listing } from '../../../../lib/listing/listing';
import { findDeadWood } from '../../../../lib/shop/deadWood/findDeadWood';
import { rememberListing } from '../../../../lib/shop/gate/records/rememberListing';
import { MemoryStore } from '../../../support/memoryStore';
import { listing, markup13, NOW } from '../../../support/situation';
import { openStored, type Stored } from '../../../support/stored';

const ASIN = 'B000000001';
const OTHER = 'B000000002';
const DAY = 86_400_000;
const rules: RuleValues = { ...defaultValues, live: true, pricing: markup13 };

let now: number;
let stored: Stored;

beforeEach(async () => {
	now = NOW - 60 * DAY;
	stored = openStored({ store: new MemoryStore(), now: () => now });
	await stored.rules.save('shop', rules, 'settings');
});

const stampOf = (daysAgo: number) => new Date(NOW - daysAgo * DAY).toISOString();
const vase = listing({ item_id: 7, identifier: ASIN, visible: false });
const accept = async (...items: Listing[]) =>
	await stored.items.accept('shop', items.length > 0 ? items : [vase], undefined);

/** Amazon's answer so many days ago. */
async function answer(daysAgo: number, inStock: boolean, asin = ASIN): Promise<void> {
	now = NOW - daysAgo * DAY;
	const at = stampOf(daysAgo);
	const set: DocumentPatch = {
		price: { price: inStock ? 1000 : null, currency: 'JPY', points: 0, at },
		stock: { in_stock: inStock, at, offer_status: inStock ? 'in_stock' : 'out_of_stock' },
	};
	await stored.write([{ asin, set }]);
}
const find = async () => {
	now = NOW;
	return await findDeadWood('shop', { data: { cache: stored, ledger: stored }, now });
};
const ids = async () => (await find())?.items.map((item) => item.listing.item_id);

describe('the dead wood of a shop', () => {
	it('should be unknown while the list of the shop was never read', async () => {
		expect(await find()).toBeNull();
	});

	it('should be the items that are sold out for the days of the rule book', async () => {
		await accept();
		await answer(50, true);
		await answer(30, false);
		const found = (await find())!;
		expect(found).toMatchObject({ days: 30, items: [{ asins: [ASIN], since: NOW - 30 * DAY }] });
		expect(found.items[0]).toMatchObject({ isGone: false, sold: null });
		await stored.rules.amend('shop', { dead_wood_days: 31 }, 'owner');
		expect(await ids()).toEqual([]);
	});

	it('should count from the last time that it was in stock', async () => {
		await accept();
		for (const [daysAgo, inStock] of [
			[59, false],
			[20, true],
			[19, false],
			[1, false],
		] as const) {
			await answer(daysAgo, inStock);
		}
		expect(await ids()).toEqual([]);
	});

	it('should be nothing that is in stock', async () => {
		await accept();
		await answer(50, false);
		await answer(1, true);
		expect(await ids()).toEqual([]);
	});

	it('should be what Amazon has not known for so long', async () => {
		await accept();
		await answer(50, true);
		for (const daysAgo of [40, 1]) {
			await stored.write([{ asin: ASIN, set: { gone: { at: stampOf(daysAgo) } } }]);
		}
		expect(await find()).toMatchObject({ items: [{ isGone: true, since: NOW - 40 * DAY }] });
	});

	it('should begin with the hide of the sync where it was never seen in stock', async () => {
		await accept();
		await answer(50, false);
		expect(await ids()).toEqual([]);
		await rememberListing({ cache: stored, ledger: stored }, ASIN, vase, {
			hidden_by_sync_at: stampOf(45),
		});
		expect(await find()).toMatchObject({ items: [{ since: NOW - 45 * DAY }] });
	});

	it('should not be what Amazon gives no answer about', async () => {
		await accept();
		await answer(50, true);
		await answer(40, false);
		now = NOW;
		await stored.write([{ asin: ASIN, set: { error: { message: 'no answer', at: stampOf(2) } } }]);
		expect(await ids()).toEqual([]);
	});

	it('should leave out what the owner wants never touched', async () => {
		await accept();
		await answer(50, true);
		await answer(40, false);
		await stored.rules.amend('shop', { items: { 7: { neverTouch: true } } }, 'owner');
		expect(await ids()).toEqual([]);
	});

	it('should leave out an item of which one row can still be bought', async () => {
		const rows = [ASIN, OTHER].map((identifier, place) => ({
			...{ variation_id: place + 1, title: `色${place}`, stock: 0, identifier },
		}));
		await accept({ ...vase, identifier: '', variations: rows, variation_count: 2 });
		for (const asin of [ASIN, OTHER]) {
			await answer(50, true, asin);
			await answer(asin === ASIN ? 45 : 40, false, asin);
		}
		expect(await find()).toMatchObject({ items: [{ since: NOW - 40 * DAY }] });
		await answer(1, true, OTHER);
		expect(await ids()).toEqual([]);
	});

	it('should leave out a code that only looks like an ASIN, until it is recognised', async () => {
		const bear = { ...vase, identifier: 'BEAR000001' };
		await accept(bear);
		await answer(50, true, 'BEAR000001');
		await answer(40, false, 'BEAR000001');
		expect(await ids()).toEqual([]);
		await rememberListing({ cache: stored, ledger: stored }, 'BEAR000001', bear, {
			recognition: { agrees: true, title: '', amazon_title: '', at: stampOf(1) },
		});
		expect(await ids()).toEqual([7]);
	});

	it('should begin with the longest, and have another seal once the item was shown', async () => {
		const cup = listing({ item_id: 8, identifier: OTHER, visible: false });
		await accept(vase, cup);
		for (const [asin, daysAgo] of [
			[ASIN, 35],
			[OTHER, 40],
		] as const) {
			await answer(50, true, asin);
			await answer(daysAgo, false, asin);
		}
		const before = (await find())!.items;
		expect(before.map((item) => item.listing.item_id)).toEqual([8, 7]);
		await stored.items.note({ ...cup, visible: true, read_at: stampOf(0) });
		const after = (await find())!.items;
		expect(after[0]!.seal).not.toBe(before[0]!.seal);
		expect(after[1]!.seal).toBe(before[1]!.seal);
	});
});
