import { ShopItems } from '../../../../lib/ledger/shop/shopItems';
import type { Listing } from '../../../../lib/listing/listing';
import { MemoryStore } from '../../../support/memoryStore';
import { raise } from '../../../../lib/stores/warn';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const at = (minutes: number): string => new Date(NOW + minutes * 60_000).toISOString();

const listing = (item_id: number, fields: Partial<Listing> = {}): Listing => ({
	...{ account: 'shop', item_id, title: `商品${item_id}`, price: 1000, visible: true, stock: 1 },
	...{ identifier: 'b-B000000001', variation_count: 0, variations: [], modified: at(-60) },
	read_at: at(0),
	...fields,
});

let store: MemoryStore;
let items: ShopItems;

beforeEach(() => {
	store = new MemoryStore();
	// Later than all readings here: one of the future would protect nothing.
	items = new ShopItems(store, () => NOW + 60 * 60_000, raise);
});

const read = async () => (await items.read('shop'))?.listings;

it('should know nothing of a shop whose list was never read', async () => {
	await items.note(listing(1));
	expect(await items.read('shop')).toBeNull();
	expect(await items.accounts()).toEqual([]);
});

it('should believe a list more than a reading that a wrong clock dated ahead', async () => {
	await items.accept('shop', [listing(1, { read_at: at(600), visible: false })], undefined);
	await items.accept('shop', [listing(1, { read_at: at(1) })], undefined);
	expect((await read())?.[0]).toMatchObject({ visible: true });
});

it('should give the items of the last list, and the form of its codes', async () => {
	await items.accept('shop', [listing(2), listing(1)], /^x-(.{10})$/);
	expect(await items.read('shop')).toEqual({
		newest_change: at(-60),
		...{ account: 'shop', read_at: at(0), pattern: '^x-(.{10})$' },
		listings: [listing(1), listing(2)],
	});
	expect(await items.accounts()).toEqual(['shop']);
});

it('should keep the accounts apart', async () => {
	await items.accept('shop', [listing(1)], undefined);
	await items.accept(
		'another/shop',
		[listing(1, { account: 'another/shop', price: 5 })],
		undefined,
	);
	expect((await read())?.map(({ price }) => price)).toEqual([1000]);
	expect(await items.accounts()).toEqual(['another/shop', 'shop']);
});

it('should write only the parts of a list in which something changed', async () => {
	await items.accept('shop', [listing(1), listing(2)], undefined);
	const update = jest.spyOn(store, 'update');
	const changes: unknown[] = [];
	update.mockImplementation(async (collection, updates) => {
		for (const { key, change } of updates) {
			const current = (await store.read(collection, [key])).get(key);
			const after = change(current);
			if (after !== undefined) changes.push(key);
		}
		return updates.map(({ key }) => ({ key, ok: true as const, value: undefined }));
	});
	await items.accept(
		'shop',
		[listing(1, { read_at: at(30) }), listing(2, { read_at: at(30), price: 2000 })],
		undefined,
	);
	expect(changes).toEqual(['2/shop', 'list/shop', 'shop/2']);
});

it('should show an edit until a later list was read', async () => {
	await items.accept('shop', [listing(1)], undefined);
	await items.note(listing(1, { visible: false, read_at: at(5) }));
	expect((await read())?.[0]).toMatchObject({ visible: false });
	// This list was begun before the edit and ended after it.
	await items.accept('shop', [listing(1, { read_at: at(4) })], undefined);
	expect((await read())?.[0]).toMatchObject({ visible: false });
	await items.accept('shop', [listing(1, { read_at: at(6) })], undefined);
	expect((await read())?.[0]).toMatchObject({ visible: true });
});

it('should forget an item that a list no longer has, but not one that was added meanwhile', async () => {
	await items.accept('shop', [listing(1), listing(2)], undefined);
	await items.note(listing(3, { read_at: at(11) }));
	await items.accept('shop', [listing(1, { read_at: at(10) })], undefined);
	expect((await read())?.map(({ item_id }) => item_id)).toEqual([1, 3]);
	await items.forget('shop', 3);
	expect((await read())?.map(({ item_id }) => item_id)).toEqual([1]);
});

it('should note a new title', async () => {
	await items.accept('shop', [listing(1)], undefined);
	await items.noteTitle('shop', 1, '新しい名前');
	await items.noteTitle('shop', 9, 'しらない商品');
	expect((await read())?.map(({ title }) => title)).toEqual(['新しい名前']);
});

describe('the trail of an item', () => {
	it('should be empty while nothing changes', async () => {
		await items.accept('shop', [listing(1)], undefined);
		await items.accept('shop', [listing(1, { read_at: at(5) })], undefined);
		expect(await items.readTrail('shop', 1)).toEqual([]);
	});

	it('should hold the change that a list shows, and the state before it', async () => {
		await items.accept('shop', [listing(1)], undefined);
		await items.accept('shop', [listing(1, { price: 900, read_at: at(5) })], undefined);
		expect(await items.readTrail('shop', 1)).toEqual([
			{ at: Date.parse(at(0)), price: 1000, is_on: true },
			{ at: Date.parse(at(5)), price: 900, is_on: true },
		]);
	});

	it('should hold the change that an answer to an edit shows', async () => {
		await items.accept('shop', [listing(1)], undefined);
		await items.note(listing(1, { visible: false, read_at: at(7) }));
		expect((await items.readTrail('shop', 1)).at(-1)).toEqual({
			...{ at: Date.parse(at(7)), price: 1000, is_on: false },
		});
	});

	it('should not know of another title or stock', async () => {
		await items.accept('shop', [listing(1)], undefined);
		await items.note(listing(1, { stock: 0, title: '新しい名前', read_at: at(7) }));
		expect(await items.readTrail('shop', 1)).toEqual([]);
	});

	it('should go with the item', async () => {
		await items.accept('shop', [listing(1), listing(2)], undefined);
		await items.note(listing(1, { price: 900, read_at: at(7) }));
		await items.note(listing(2, { price: 900, read_at: at(7) }));
		await items.forget('shop', 1);
		await items.accept('shop', [listing(3, { read_at: at(9) })], undefined);
		expect(await items.readTrail('shop', 1)).toEqual([]);
		expect(await items.readTrail('shop', 2)).toEqual([]);
	});

	it('should belong to one account', async () => {
		await items.accept('shop', [listing(1)], undefined);
		await items.note(listing(1, { price: 900, read_at: at(7) }));
		expect(await items.readTrail('another', 1)).toEqual([]);
	});
});
