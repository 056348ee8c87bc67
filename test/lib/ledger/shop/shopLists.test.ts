import { ShopLists } from '../../../../lib/ledger/shop/shopLists';
import { MemoryStore } from '../../../support/memoryStore';

const noon = Date.UTC(2026, 10, 24, 3);
let lists: ShopLists;

const whole = (count: number) => ({ count, visible: count, empty: [], emptyHidden: [] });

beforeEach(() => {
	lists = new ShopLists(new MemoryStore(), () => noon);
});

describe('the size of a list', () => {
	it('should be unknown before the first list', async () => {
		expect(await lists.get('shop')).toBeNull();
	});

	it('should be unknown while lists were only refused', async () => {
		await lists.refuse('shop', 10);

		expect(await lists.get('shop')).toBeNull();
	});

	it('should be kept with its time, by account', async () => {
		await lists.accept('shop', whole(300));
		await lists.accept('other', whole(5));
		const record = await lists.get('shop');

		expect(record).toMatchObject({ count: 300, refused_count: null });
		expect(Date.parse(record?.at ?? '')).toBe(noon);
	});

	it('should stay beside a refused one', async () => {
		await lists.accept('shop', whole(300));
		await lists.refuse('shop', 100);

		expect(await lists.get('shop')).toMatchObject({ count: 300, refused_count: 100 });
	});

	it('should forget what was refused once a list is accepted', async () => {
		await lists.accept('shop', whole(300));
		await lists.refuse('shop', 100);
		await lists.accept('shop', whole(300));

		expect(await lists.get('shop')).toMatchObject({ refused_count: null, refused_at: null });
	});
});

describe('items that cannot be read', () => {
	it.each<[string[], string[], boolean]>([
		[[], [], false],
		[[], ['1/stock'], true],
		[['1/stock'], ['1/stock'], false],
		[['1/stock'], ['1/stock', '2/price'], true],
		[['1/stock', '2/price'], ['2/price'], false],
		[['1/stock'], [], false],
	])('should be news after %j with %j: %s', async (before, now, isNews) => {
		await lists.noteUnreadable('shop', 'sync', before);

		expect(await lists.noteUnreadable('shop', 'sync', now)).toBe(isNews);
	});

	it('should be news to each workflow by itself', async () => {
		await lists.noteUnreadable('shop', 'sync', ['1/stock']);

		expect(await lists.noteUnreadable('shop', 'watch', ['1/stock'])).toBe(true);
	});

	it('should be news again once they could be read meanwhile', async () => {
		await lists.noteUnreadable('shop', 'sync', ['1/stock']);
		await lists.noteUnreadable('shop', 'sync', []);

		expect(await lists.noteUnreadable('shop', 'sync', ['1/stock'])).toBe(true);
	});
});
