import { openLedger, type Ledger } from '../../../../lib/ledger/ledger';
import type { Listing } from '../../../../lib/listing/listing';
import type { Edits } from '../../../../lib/listing/memory';
import { AnswerLostError, ItemGoneError } from '../../../../lib/shop/errors';
import { TestItem, type TestItemPorts } from '../../../../lib/shop/gate/testItem';
import type { NewItem } from '../../../../lib/shop/ports';
import { MemoryStore } from '../../../support/memoryStore';

const ACCOUNT = 'my-shop';

const listed = (item_id: number, fields: Partial<Listing>): Listing => ({
	...{ account: ACCOUNT, item_id, title: '', price: 1, stock: 1, visible: true, identifier: '' },
	...{ variation_count: 0, variations: [], modified: null, read_at: '' },
	...fields,
});

/** A shop of the owner's items and of what a check adds. */
class FakeShop {
	readonly items = new Map<number, Listing>([
		[1, listed(1, { title: '器', identifier: 'ABS-TEST-OWNERS' })],
		[2, listed(2, { title: '皿', identifier: 'b-B000000001-20261101000000' })],
	]);
	readonly written: number[] = [];
	losesAdds = false;

	readonly client: TestItemPorts['client'] = {
		addItem: async (item: NewItem) => {
			const { detail: _, ...fields } = item;
			const added = listed(100 + this.items.size, fields);
			this.items.set(added.item_id, added);
			if (this.losesAdds) throw new AnswerLostError('lost', 'ECONNRESET');
			return added;
		},
		editItem: async (itemId: number, edits: Edits) =>
			this.change(itemId, edits as Partial<Listing>),
		editStock: async (itemId, stock) => this.change(itemId, { stock }),
		addImage: async (itemId) => void this.change(itemId, {}),
		deleteItem: async (itemId) => {
			this.written.push(itemId);
			this.items.delete(itemId);
		},
		getItem: async (itemId) => this.get(itemId),
		getNewestItems: async () => ({ listings: [], unreadable: [] }),
		readList: async () => ({ listings: [...this.items.values()], unreadable: [], flaw: null }),
	};

	private get(itemId: number): Listing {
		const item = this.items.get(itemId);
		if (!item) throw new ItemGoneError('gone', 'no_item');
		return item;
	}

	private change(itemId: number, change: Partial<Listing>): Listing {
		this.written.push(itemId);
		const changed = { ...this.get(itemId), ...change };
		this.items.set(itemId, changed);
		return changed;
	}
}

describe('the test item of a check', () => {
	let shop: FakeShop;
	let ledger: Ledger;
	let ports: TestItemPorts;

	beforeEach(() => {
		shop = new FakeShop();
		ledger = openLedger({ store: new MemoryStore(), now: Date.now });
		ports = { client: shop.client, account: ACCOUNT, ledger, newId: () => 'A1' };
	});

	it('should be made hidden, and be the only item that is ever written', async () => {
		const item = await TestItem.make(ports);
		expect(shop.items.get(102)).toMatchObject({ visible: false, identifier: 'ABS-TEST-A1' });
		await item.edit({ price: 5 });
		await item.setStock(0);
		await item.putImage(1, 'https://example.test/a.jpg');
		await item.remove();
		expect(new Set(shop.written)).toEqual(new Set([102]));
		expect([...shop.items.keys()]).toEqual([1, 2]);
		expect((await ledger.checks.get(ACCOUNT)).test_items).toEqual([]);
	});

	it('should be found and removed by its code after its answer was lost', async () => {
		shop.losesAdds = true;
		await expect(TestItem.make(ports)).rejects.toThrow(AnswerLostError);
		expect(await TestItem.removeLeftovers(ports)).toEqual({ removed: 1, left: 0 });
		expect([...shop.items.keys()]).toEqual([1, 2]);
		expect(await TestItem.removeLeftovers(ports)).toEqual({ removed: 0, left: 0 });
	});

	it("should never be taken for an item of the owner's, whatever the ledger says", async () => {
		for (const item_id of [1, 2]) {
			const code = shop.items.get(item_id)!.identifier;
			await ledger.checks.noteItem(ACCOUNT, { code, item_id });
		}
		expect(await TestItem.removeLeftovers(ports)).toEqual({ removed: 0, left: 2 });
		expect(shop.written).toEqual([]);
	});

	it('should stay if the owner made something else of it', async () => {
		const item = await TestItem.make(ports);
		shop.items.set(102, { ...shop.items.get(102)!, title: '店主の商品' });
		await expect(item.remove()).rejects.toMatchObject({ code: 'not_ours' });
		expect(shop.items.has(102)).toBe(true);
	});

	it('should not be made, or edited on, in a shop that is stopped', async () => {
		const item = await TestItem.make(ports);
		await ledger.pauses.set(ACCOUNT, { by: 'owner', reason: '棚卸し' });
		await expect(TestItem.make({ ...ports, newId: () => 'B2' })).rejects.toMatchObject({
			code: 'stopped',
		});
		await expect(item.edit({ price: 5 })).rejects.toMatchObject({ code: 'stopped' });
		expect(shop.written).toEqual([]);
	});

	it('should be looked for again if the list may have an end that was not read', async () => {
		await ledger.checks.noteItem(ACCOUNT, { code: 'ABS-TEST-B2', item_id: null });
		const readList = async () => ({ listings: [], unreadable: [], flaw: 'cut' as const });
		const client = { ...shop.client, readList };
		expect(await TestItem.removeLeftovers({ ...ports, client })).toEqual({ removed: 0, left: 1 });
		expect((await ledger.checks.get(ACCOUNT)).test_items).toHaveLength(1);
	});
});
