import { openCache } from '../../../lib/cache/cache';
import { openLedger } from '../../../lib/ledger/ledger';
import type { Listing } from '../../../lib/listing/listing';
import type { Store } from '../../../lib/stores/store';
import { MemoryStore } from '../../support/memoryStore';
import { listing } from '../../support/situation';

/** A store whose charts can't be written, e.g. because another user owns that folder. */
function withoutTrails(): Store {
	const store = new MemoryStore();
	const update = store.update.bind(store);
	store.update = async (collection, updates) => {
		if (collection === 'trails') throw new Error('EACCES');
		return await update(collection, updates);
	};
	return store;
}

const now = (): number => Date.UTC(2026, 10, 29);

describe('a trail that can not be kept', () => {
	it('should cost a warning, and no price', async () => {
		const warnings: string[] = [];
		const warn = (what: string): void => void warnings.push(what);
		const cache = openCache({ store: withoutTrails(), now, warn });
		const write = async (price: number, hour: number) => {
			const at = new Date(now() + hour * 3_600_000 - 86_400_000).toISOString();
			return await cache.write([{ asin: 'B000000001', set: { price: { price, at } } }]);
		};
		const [first] = await write(1000, 0);
		const [second] = await write(1200, 1);
		expect([first?.ok, second?.ok]).toEqual([true, true]);
		expect(warnings).toEqual(['a change is missing in the charts']);
		expect((await cache.read(['B000000001'])).get('B000000001')?.price).toBe(1200);
	});

	it('should cost a warning, and no list', async () => {
		const warnings: string[] = [];
		const warn = (what: string): void => void warnings.push(what);
		const { items } = openLedger({ store: withoutTrails(), now, warn });
		const read = (price: number, read_at: string): Listing => listing({ price, read_at });
		await items.accept('shop', [read(1000, '2026-11-28T00:00:00Z')], undefined);
		await items.accept('shop', [read(1200, '2026-11-28T03:00:00Z')], undefined);
		const known = await items.read('shop');
		expect(known?.listings[0]?.price).toBe(1200);
		expect(Date.parse(known!.read_at)).toBe(Date.parse('2026-11-28T03:00:00Z'));
		expect(warnings).toHaveLength(1);
	});

	it('should be thrown where nobody listens', async () => {
		const { items } = openLedger({ store: withoutTrails(), now });
		await items.accept('shop', [listing({ price: 1 })], undefined);
		const later = listing({ price: 2, read_at: new Date(now()).toISOString() });
		await expect(items.accept('shop', [later], undefined)).rejects.toThrow('EACCES');
	});
});
